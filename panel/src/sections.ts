import { broadcasts } from './broadcasts/section';
import { channels } from './channels/section';
import { files } from './files/section';
import { jobs } from './jobs/section';
import { orders } from './orders/section';
import { products } from './products/section';
import type { Section } from './section';
import { settings } from './settings/section';

/** Everything the panel shows, in the order of the menu. */
export const sections: readonly Section[] = [files, orders, products, broadcasts, channels, jobs, settings];
