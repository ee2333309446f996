import BroadcastsIcon from '@mui/icons-material/SendOutlined';
import { lazy } from 'react';
import type { Broadcast } from '../api/types';
import type { Section } from '../section';

export const broadcasts: Section = {
  name: 'broadcasts',
  path: '/broadcasts',
  idField: 'id',
  icon: BroadcastsIcon,
  group: 'work',
  needs: 'broadcasts:read',
  changes: 'broadcasts:send',
  represent: ({ id }: Broadcast) => `#${id}`,
  list: lazy(() => import('./broadcast-list')),
  show: lazy(() => import('./broadcast-page')),
  edit: lazy(() => import('./composer-page')),
  create: lazy(() => import('./composer-page')),
};
