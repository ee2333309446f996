import type { Messages } from '../en';
import ra from './ra.json';
import admins from './admins.json';
import audit from './audit.json';
import dashboard from './dashboard.json';
import errors from './errors.json';
import files from './files.json';
import channels from './channels.json';
import jobs from './jobs.json';
import settings from './settings.json';
import broadcasts from './broadcasts.json';
import orders from './orders.json';
import panel from './panel.json';
import products from './products.json';
import roles from './roles.json';
import transcription from './transcription.json';
import users from './users.json';

const messages: Messages = {
  ra,
  panel,
  dashboard,
  resources: {
    files,
    channels,
    jobs,
    settings,
    broadcasts,
    orders,
    products,
    admins,
    audit,
    errors,
    roles,
    transcription,
    users,
  },
};

export default messages;
