import { admins } from './admins/section';
import { audit } from './audit/section';
import { broadcasts } from './broadcasts/section';
import { channels } from './channels/section';
import { errors } from './errors/section';
import { files } from './files/section';
import { jobs } from './jobs/section';
import { orders } from './orders/section';
import { products } from './products/section';
import { roles } from './roles/section';
import type { Section } from './section';
import { settings } from './settings/section';
import { transcription } from './transcription/section';
import { users } from './users/section';

/** Everything the panel shows, in the order of the menu. */
export const sections: readonly Section[] = [
  files,
  orders,
  products,
  broadcasts,
  transcription,
  users,
  channels,
  admins,
  roles,
  audit,
  jobs,
  errors,
  settings,
];
