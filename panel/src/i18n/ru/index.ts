import type { Messages } from '../en';
import ra from './ra.json';
import admins from './admins.json';
import audit from './audit.json';
import dashboard from './dashboard.json';
import errors from './errors.json';
import files from './files.json';
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
  resources: { admins, audit, errors, files, orders, products, roles, transcription, users },
};

export default messages;
