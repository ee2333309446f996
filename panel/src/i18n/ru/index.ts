import type { Messages } from '../en';
import ra from './ra.json';
import dashboard from './dashboard.json';
import files from './files.json';
import channels from './channels.json';
import jobs from './jobs.json';
import settings from './settings.json';
import broadcasts from './broadcasts.json';
import panel from './panel.json';

const messages: Messages = {
  ra,
  panel,
  dashboard,
  resources: { files, channels, jobs, settings, broadcasts },
};

export default messages;
