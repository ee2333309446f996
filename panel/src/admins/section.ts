import AdminIcon from '@mui/icons-material/AdminPanelSettingsOutlined';
import { lazy } from 'react';
import type { Admin } from '../api/types';
import type { Section } from '../section';

export const admins: Section = {
  name: 'admins',
  path: '/admins',
  idField: 'id',
  icon: AdminIcon,
  group: 'people',
  needs: 'accounts:read',
  changes: 'accounts:write',
  represent: ({ username }: Admin) => username,
  list: lazy(() => import('./admin-list')),
  show: lazy(() => import('./admin-page')),
  create: lazy(() => import('./new-admin-form')),
};
