import VoiceIcon from '@mui/icons-material/KeyboardVoiceOutlined';
import { lazy } from 'react';
import type { Section } from '../section';

export const transcription: Section = {
  name: 'transcription',
  path: '/transcription/usage',
  idField: 'id',
  icon: VoiceIcon,
  group: 'work',
  needs: 'transcription:read',
  list: lazy(() => import('./voice-page')),
};
