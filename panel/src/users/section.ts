import PeopleIcon from '@mui/icons-material/PeopleAltOutlined';
import { lazy } from 'react';
import type { Person } from '../api/types';
import type { Section } from '../section';
import { isolated } from '../pieces/isolated';
import { shortNameOf } from '../pieces/person-name';

export const users: Section = {
  name: 'users',
  path: '/users',
  idField: 'id',
  icon: PeopleIcon,
  group: 'people',
  needs: 'users:read',
  changes: 'users:write',
  takesIds: true,
  represent: (person: Person) => isolated(shortNameOf(person)),
  list: lazy(() => import('./user-list')),
  show: lazy(() => import('./user-page')),
};
