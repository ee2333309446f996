import ChannelsIcon from '@mui/icons-material/CampaignOutlined';
import { lazy } from 'react';
import type { Channel } from '../api/types';
import { isolated } from '../pieces/isolated';
import type { Section } from '../section';

export const channels: Section = {
  name: 'channels',
  path: '/channels',
  idField: 'id',
  icon: ChannelsIcon,
  group: 'people',
  needs: 'channels:read',
  changes: 'channels:write',
  comesWhole: true,
  represent: ({ title }: Channel) => isolated(title),
  list: lazy(() => import('./channel-list')),
  edit: lazy(() => import('./channel-form')),
  create: lazy(() => import('./add-channel')),
};
