import ProductsIcon from '@mui/icons-material/SellOutlined';
import { lazy } from 'react';
import type { Product } from '../api/types';
import { isolated } from '../pieces/isolated';
import type { Section } from '../section';

export const products: Section = {
  name: 'products',
  path: '/products',
  idField: 'code',
  icon: ProductsIcon,
  group: 'work',
  needs: 'products:read',
  changes: 'products:write',
  represent: ({ code, name }: Product) => `${code} · ${isolated(name)}`,
  list: lazy(() => import('./product-list')),
  edit: lazy(() => import('./product-page')),
  create: lazy(() => import('./new-product-page')),
};
