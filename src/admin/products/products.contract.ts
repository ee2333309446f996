import { z } from 'zod';
import { orderMediaKinds, MAX_PATTERN_LENGTH } from '../../orders';
import { endpoint } from '../http/endpoint';
import { flagInAddress, listOf, listQuery, moment, searchText } from '../http/lists';

const fields = {
  name: z.string().trim().min(1).max(100),
  acceptedMedia: z.array(z.enum(orderMediaKinds)).min(1).max(orderMediaKinds.length),
  maxFileSizeBytes: z
    .int()
    .min(1)
    .max(4 * 2 ** 30),
  seriesPattern: z
    .string()
    .max(MAX_PATTERN_LENGTH)
    .nullable()
    .describe('A regular expression the whole series must match; null takes any text.'),
};

export const product = z.object({ code: z.string(), ...fields, active: z.boolean(), createdAt: moment }).meta({
  id: 'Product',
  examples: [
    {
      code: 'A100',
      name: 'Mug',
      acceptedMedia: ['photo', 'document'],
      maxFileSizeBytes: 20971520,
      seriesPattern: '[A-Z]{2}-\\d{4}',
      active: true,
      createdAt: '2026-11-22T05:20:00.000Z',
    },
  ],
});

const params = z.strictObject({ code: z.string().min(1).max(32) });

export const listProducts = endpoint({
  method: 'GET',
  path: '/products',
  access: 'products:read',
  summary: 'What can be ordered',
  query: listQuery({
    sort: ['code', 'name', 'createdAt'],
    filters: { q: searchText.optional(), active: flagInAddress.optional() },
  }),
  answer: listOf(product),
});

export const getProduct = endpoint({
  method: 'GET',
  path: '/products/:code',
  access: 'products:read',
  summary: 'One product',
  params,
  answer: product,
  problems: [404],
});

export const createProduct = endpoint({
  method: 'POST',
  path: '/products',
  access: 'products:write',
  summary: 'Add a product',
  body: z
    .strictObject({
      code: z.string().trim().min(1).max(32),
      ...fields,
      seriesPattern: fields.seriesPattern.default(null),
      active: z.boolean().default(true),
    })
    .meta({
      examples: [
        { code: 'A100', name: 'Mug', acceptedMedia: ['photo'], maxFileSizeBytes: 20971520, seriesPattern: null },
      ],
    }),
  answer: product,
  status: 201,
  problems: [409, 422],
  idempotent: true,
});

export const changeProduct = endpoint({
  method: 'PATCH',
  path: '/products/:code',
  access: 'products:write',
  summary: 'Change a product, or switch it off and on',
  params,
  body: z
    .strictObject({ ...fields, active: z.boolean() })
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
  answer: product,
  problems: [404, 422],
});
