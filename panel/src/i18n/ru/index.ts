import type { Messages } from '../en';
import ra from './ra.json';
import dashboard from './dashboard.json';
import files from './files.json';
import panel from './panel.json';

const messages: Messages = {
  ra,
  panel,
  dashboard,
  resources: { files },
};

export default messages;
