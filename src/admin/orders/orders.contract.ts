import { z } from 'zod';
import { mediaFailures, orderMediaKinds, orderStatuses, PRODUCT_CODE, productMediaStatuses } from '../../orders';
import { endpoint } from '../http/endpoint';
import { listOf, listQuery, moment, rowId, telegramId } from '../http/lists';

export const order = z
  .object({
    id: z.int(),
    userId: z.int(),
    product: z.object({ code: z.string(), name: z.string() }),
    status: z.enum(orderStatuses),
    series: z.string().nullable(),
    round: z.int().describe('How often it was asked for, tries again included.'),
    items: z.array(
      z.object({
        id: z.int(),
        mediaId: z.int(),
        kind: z.enum(orderMediaKinds),
        fileName: z.string().nullable(),
        sizeBytes: z.number().nullable(),
        status: z.enum(productMediaStatuses),
        failure: z.enum(mediaFailures).nullable(),
        hasThumbnail: z.boolean(),
      }),
    ),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({
    id: 'Order',
    examples: [
      {
        id: 7,
        userId: 201,
        product: { code: 'A100', name: 'Mug' },
        status: 'complete',
        series: 'AB-1234',
        round: 1,
        items: [
          {
            id: 9,
            mediaId: 4,
            kind: 'photo',
            fileName: null,
            sizeBytes: 83121,
            status: 'available',
            failure: null,
            hasThumbnail: true,
          },
        ],
        createdAt: '2026-11-22T05:20:00.000Z',
        updatedAt: '2026-11-22T05:20:04.000Z',
      },
    ],
  });

const params = z.strictObject({ orderId: rowId });
const mediaParams = z.strictObject({ orderId: rowId, mediaId: rowId });

export const listOrders = endpoint({
  method: 'GET',
  path: '/orders',
  access: 'orders:read',
  summary: "Everybody's orders",
  query: listQuery({
    sort: ['createdAt'],
    filters: {
      status: z.enum(orderStatuses).optional(),
      productCode: z.string().regex(PRODUCT_CODE).optional(),
      userId: telegramId.optional(),
    },
  }),
  answer: listOf(order),
});

export const getOrder = endpoint({
  method: 'GET',
  path: '/orders/:orderId',
  access: 'orders:read',
  summary: 'One order',
  params,
  answer: order,
  problems: [404],
});

export const retryOrder = endpoint({
  method: 'POST',
  path: '/orders/:orderId/retry',
  access: 'orders:write',
  summary: 'Download again what failed',
  params,
  answer: order,
  status: 202,
  problems: [404, 409],
  idempotent: true,
});

export const cancelOrder = endpoint({
  method: 'POST',
  path: '/orders/:orderId/cancel',
  access: 'orders:write',
  summary: 'Let go of an order that is not confirmed',
  params,
  answer: order,
  problems: [404, 409],
});

export const orderMedia = endpoint({
  method: 'GET',
  path: '/orders/:orderId/media/:mediaId',
  access: 'orders:read',
  summary: 'What a customer sent',
  params: mediaParams,
  answer: { contentType: 'application/octet-stream', description: 'The file, always as an attachment.' },
  problems: [404],
  timeLimitMs: null,
});

export const orderThumbnail = endpoint({
  method: 'GET',
  path: '/orders/:orderId/media/:mediaId/thumbnail',
  access: 'orders:read',
  summary: 'A small picture of it',
  params: mediaParams,
  answer: { contentType: 'image/jpeg', description: 'At most 320 px a side.' },
  problems: [404],
});
