import SettingsIcon from '@mui/icons-material/TuneOutlined';
import { lazy } from 'react';
import type { Section } from '../section';

export const settings: Section = {
  name: 'settings',
  path: '/settings',
  idField: 'key',
  icon: SettingsIcon,
  group: 'system',
  needs: 'settings:read',
  changes: 'settings:write',
  comesWhole: true,
  list: lazy(() => import('./settings-page')),
};
