import FilesIcon from '@mui/icons-material/FolderOutlined';
import { lazy } from 'react';
import type { LibraryFile } from '../api/types';
import { isolated } from '../pieces/isolated';
import type { ListQuery, Section } from '../section';

export const files: Section = {
  name: 'files',
  path: '/files',
  idField: 'id',
  icon: FilesIcon,
  group: 'work',
  needs: 'files:read',
  changes: 'files:write',
  represent: ({ title }: LibraryFile) => isolated(title),
  toQuery: forSearch,
  list: lazy(() => import('./file-list')),
  show: lazy(() => import('./file-page')),
  edit: lazy(() => import('./file-form')),
  create: lazy(() => import('./upload-page')),
};

/** A search has an order of its own, best first, and is narrowed by kind alone. */
function forSearch(query: ListQuery): ListQuery {
  const { q, page, pageSize, kind } = query;
  return q ? { q, page, pageSize: Math.min(pageSize, 50), kind } : query;
}
