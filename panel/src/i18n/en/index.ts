import ra from 'ra-language-english';
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

const messages = {
  ra: ra.ra,
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

/** The texts of one language. The others have the same, or don't compile. */
export type Messages = typeof messages;
export default messages;
