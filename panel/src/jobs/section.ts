import JobsIcon from '@mui/icons-material/LowPriorityOutlined';
import { lazy } from 'react';
import type { Section } from '../section';

export const jobs: Section = {
  name: 'jobs',
  path: '/queues',
  idField: 'name',
  icon: JobsIcon,
  group: 'system',
  needs: 'system:read',
  changes: 'system:write',
  comesWhole: true,
  list: lazy(() => import('./jobs-page')),
};
