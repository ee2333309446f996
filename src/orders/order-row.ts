import type { Order, OrderItem } from './order';
import type { OrderStatus } from './order-state';

/** An `OrderItem` as JSON, of `order_items i` and `product_media m`. */
export const ITEM_JSON = `json_build_object(
      'id', i.id, 'mediaId', m.id, 'kind', m.kind, 'fileName', m.file_name,
      'sizeBytes', coalesce(m.stored_bytes, m.size_bytes), 'status', m.status,
      'failure', CASE WHEN m.status = 'failed' THEN m.failure END, 'fileId', m.file_id,
      'hasThumbnail', m.has_thumbnail)`;

/** One row for each order, its items with it: an order is never shown without them. */
export const ORDER_SELECT = `
  SELECT o.id, o.user_id::float8 AS "userId", o.status, o.series, o.round, o.created_at AS "createdAt",
    o.updated_at AS "updatedAt", p.code, p.name, p.accepted_media AS "acceptedMedia",
    p.max_file_size_bytes::float8 AS "maxFileSizeBytes", p.series_pattern AS "seriesPattern", p.active,
    coalesce(items.list, '[]') AS items`;

export const ORDER_FROM = `
  FROM orders o JOIN products p ON p.code = o.product_code
  LEFT JOIN LATERAL (
    SELECT json_agg(${ITEM_JSON} ORDER BY i.source_message_id, i.id) AS list
    FROM order_items i JOIN product_media m ON m.id = i.media_id WHERE i.order_id = o.id) items ON true`;

export interface OrderRow {
  id: number;
  userId: number;
  status: OrderStatus;
  series: string | null;
  round: number;
  createdAt: Date;
  updatedAt: Date;
  code: string;
  name: string;
  acceptedMedia: Order['product']['acceptedMedia'];
  maxFileSizeBytes: number;
  seriesPattern: string | null;
  active: boolean;
  items: OrderItem[];
}

export function toOrder(row: OrderRow): Order {
  const { code, name, acceptedMedia, maxFileSizeBytes, seriesPattern, active, ...order } = row;
  return { ...order, product: { code, name, acceptedMedia, maxFileSizeBytes, seriesPattern, active } };
}
