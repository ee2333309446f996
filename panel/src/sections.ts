import { files } from './files/section';
import { orders } from './orders/section';
import { products } from './products/section';
import type { Section } from './section';

/** Everything the panel shows, in the order of the menu. */
export const sections: readonly Section[] = [files, orders, products];
