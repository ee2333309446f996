import OrdersIcon from '@mui/icons-material/ReceiptLongOutlined';
import { lazy } from 'react';
import type { Order } from '../api/types';
import type { Section } from '../section';

export const orders: Section = {
  name: 'orders',
  path: '/orders',
  idField: 'id',
  icon: OrdersIcon,
  group: 'work',
  needs: 'orders:read',
  represent: ({ id, product }: Order) => `#${id} · ${product.code}`,
  list: lazy(() => import('./order-list')),
  show: lazy(() => import('./order-page')),
};
