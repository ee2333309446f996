import ra from 'ra-language-english';
import dashboard from './dashboard.json';
import files from './files.json';
import orders from './orders.json';
import panel from './panel.json';
import products from './products.json';

const messages = {
  ra: ra.ra,
  panel,
  dashboard,
  resources: { files, orders, products },
};

/** The texts of one language. The others have the same, or don't compile. */
export type Messages = typeof messages;
export default messages;
