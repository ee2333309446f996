import BugIcon from '@mui/icons-material/BugReportOutlined';
import { lazy } from 'react';
import type { Section } from '../section';

export const errors: Section = {
  name: 'errors',
  path: '/errors',
  idField: 'fingerprint',
  icon: BugIcon,
  group: 'system',
  needs: 'system:read',
  list: lazy(() => import('./error-list')),
};
