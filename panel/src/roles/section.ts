import BadgeIcon from '@mui/icons-material/BadgeOutlined';
import { lazy } from 'react';
import type { Role } from '../api/types';
import type { Section } from '../section';

export const roles: Section = {
  name: 'roles',
  path: '/roles',
  idField: 'name',
  icon: BadgeIcon,
  group: 'people',
  needs: 'roles:read',
  changes: 'roles:write',
  represent: ({ name }: Role) => name,
  comesWhole: true,
  list: lazy(() => import('./role-list')),
  show: lazy(() => import('./role-page')),
  edit: lazy(() => import('./role-form')),
  create: lazy(() => import('./new-role-form')),
};
