import type { Messages } from '../en';
import ra from './ra.json';
import dashboard from './dashboard.json';
import files from './files.json';
import orders from './orders.json';
import panel from './panel.json';
import products from './products.json';

const messages: Messages = {
  ra,
  panel,
  dashboard,
  resources: { files, orders, products },
};

export default messages;
