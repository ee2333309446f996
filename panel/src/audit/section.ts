import HistoryIcon from '@mui/icons-material/HistoryOutlined';
import { lazy } from 'react';
import type { ListQuery, Section } from '../section';

export const audit: Section = {
  name: 'audit',
  path: '/audit',
  idField: 'id',
  icon: HistoryIcon,
  group: 'people',
  needs: 'audit:read',
  toQuery: asAsked,
  list: lazy(() => import('./audit-list')),
};

/** An id means something only together with its kind; it is left out while the kind is being chosen. */
function asAsked({ targetId, actorId, from, to, ...query }: ListQuery): ListQuery {
  return {
    ...query,
    ...(query.targetKind !== undefined && { targetId }),
    ...(query.actorKind !== undefined && { actorId }),
    from: momentOf(from),
    to: momentOf(to),
  };
}

const momentOf = (value: unknown): string | undefined =>
  typeof value === 'string' || value instanceof Date ? new Date(value).toISOString() : undefined;
