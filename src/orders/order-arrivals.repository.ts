import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { isUniqueViolation } from '../database/database-errors';
import { MicroBatcher } from '../database/micro-batcher';
import type { IntakeSituation } from './intake-situation';
import type { DownloadRequest, MediaDescription } from './media/product-media';
import type { MediaMessage, Order, OrderItem } from './order';
import { ITEM_JSON } from './order-row';

/** A message with media, and the code of the product its caption names. */
export interface Arrival {
  readonly message: MediaMessage;
  readonly productCode: string | null;
}

/** A checked message that begins an order. */
export interface NewOrder {
  readonly message: MediaMessage;
  readonly media: MediaDescription;
  readonly product: Order['product'];
}

export interface BegunOrder {
  readonly order: Order;
  /** `null` when the file is there already, or on its way. */
  readonly download: DownloadRequest | null;
}

interface BegunRow {
  id: number;
  createdAt: Date;
  updatedAt: Date;
  mediaId: number;
  revision: number;
  item: OrderItem;
}

/** How long after its failure an order still takes the next media its customer sends without a code. */
const RESEND_DAYS = 7;

/** What happens when media comes in: many people's messages are looked at, and begin orders, in one statement each. */
@Injectable()
export class OrderArrivalsRepository {
  private readonly surveys = new MicroBatcher<Arrival, IntakeSituation>((arrivals) => this.surveyAll(arrivals));
  private readonly begins = new MicroBatcher<NewOrder, BegunOrder | null>((orders) => this.beginAll(orders));

  constructor(private readonly database: Database) {}

  /** Everything that decides what becomes of a message. Together with other people's, so never inside a transaction. */
  survey(arrival: Arrival): Promise<IntakeSituation> {
    return this.surveys.call(arrival);
  }

  /** The same, of all of them, in the transaction that is open. */
  async surveyAll(arrivals: readonly Arrival[]): Promise<IntakeSituation[]> {
    const messages = arrivals.map(({ message }) => message);
    return this.database.query<IntakeSituation>(
      `SELECT
         (SELECT order_id FROM order_items
          WHERE source_chat_id = arrival.chat_id AND source_message_id = arrival.message_id) AS "sameMessage",
         (SELECT id FROM orders WHERE user_id = arrival.user_id AND album_id = arrival.album_id) AS album,
         EXISTS (SELECT FROM product_media
                 WHERE file_unique_id = arrival.file_unique_id AND status = 'failed') AS "fileFailed",
         theirs.*
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
         AS arrival (user_id, chat_id, message_id, album_id, file_unique_id, product_code, position)
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS "openOrders",
           max(id) FILTER (WHERE status = 'awaiting_media' AND fits) AS "awaitingMedia",
           max(id) FILTER (WHERE status = 'failed' AND fits AND holds_file) AS "failedWithFile",
           max(id) FILTER (WHERE status = 'awaiting_series') AS "awaitingSeries",
           max(id) FILTER (WHERE status = 'failed' AND updated_at > now() - make_interval(days => ${RESEND_DAYS}))
             AS "failedLately"
         FROM (
           SELECT id, status, updated_at, arrival.product_code IS NULL OR product_code = arrival.product_code AS fits,
             status = 'failed' AND EXISTS (
               SELECT FROM order_items i JOIN product_media m ON m.id = i.media_id
               WHERE i.order_id = orders.id AND m.file_unique_id = arrival.file_unique_id) AS holds_file
           FROM orders WHERE user_id = arrival.user_id AND status NOT IN ('complete', 'cancelled')) AS open
       ) AS theirs
       ORDER BY position`,
      [
        messages.map(({ userId }) => userId),
        messages.map(({ chatId }) => chatId),
        messages.map(({ messageId }) => messageId),
        messages.map(({ albumId }) => albumId ?? null),
        messages.map(({ media }) => media.fileUniqueId),
        arrivals.map(({ productCode }) => productCode),
      ],
    );
  }

  /**
   * Begins an order with one piece of media, together with other people's. `null` when one of the messages has come to be
   * part of an order in the same instant: then none of them has begun one.
   */
  begin(order: NewOrder): Promise<BegunOrder | null> {
    return this.begins.call(order);
  }

  private async beginAll(orders: readonly NewOrder[]): Promise<(BegunOrder | null)[]> {
    try {
      const rows = await this.insertAll(orders);
      return rows.map((row, index) => toBegunOrder(row, orders[index] as NewOrder));
    } catch (error) {
      if (isUniqueViolation(error)) return orders.map(() => null);
      throw error;
    }
  }

  private async insertAll(orders: readonly NewOrder[]): Promise<BegunRow[]> {
    return this.database.query<BegunRow>(
      `WITH arrival AS MATERIALIZED (
         SELECT *, nextval(pg_get_serial_sequence('orders', 'id'))::int AS order_id
         FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[],
                     $8::bigint[], $9::text[], $10::text[], $11::text[]) WITH ORDINALITY
           AS arrival (user_id, product_code, chat_id, message_id, file_unique_id, file_id, kind,
                       size_bytes, file_name, mime_type, thumbnail_file_id, position)
       ), m AS (
         INSERT INTO product_media AS known
           (file_unique_id, file_id, kind, size_bytes, file_name, mime_type, thumbnail_file_id, lost_after)
         SELECT DISTINCT ON (file_unique_id) file_unique_id, file_id, kind, size_bytes, file_name, mime_type,
           thumbnail_file_id, now() + interval '1 minute'
         FROM arrival ORDER BY file_unique_id, position
         ON CONFLICT (file_unique_id) DO UPDATE SET file_id = excluded.file_id,
           thumbnail_file_id = coalesce(excluded.thumbnail_file_id, known.thumbnail_file_id)
         RETURNING *
       ), begun AS (
         INSERT INTO orders (id, user_id, product_code, status) OVERRIDING SYSTEM VALUE
         SELECT order_id, user_id, product_code, 'awaiting_series' FROM arrival
         RETURNING id, created_at, updated_at
       ), i AS (
         INSERT INTO order_items (order_id, media_id, source_chat_id, source_message_id)
         SELECT arrival.order_id, m.id, chat_id, message_id FROM arrival JOIN m USING (file_unique_id)
         RETURNING id, order_id, media_id
       )
       SELECT begun.id, begun.created_at AS "createdAt", begun.updated_at AS "updatedAt", m.id AS "mediaId", m.revision,
         ${ITEM_JSON} AS item
       FROM arrival JOIN begun ON begun.id = arrival.order_id
         JOIN i ON i.order_id = arrival.order_id JOIN m ON m.id = i.media_id
       ORDER BY position`,
      [
        orders.map(({ message }) => message.userId),
        orders.map(({ product }) => product.code),
        orders.map(({ message }) => message.chatId),
        orders.map(({ message }) => message.messageId),
        orders.map(({ media }) => media.fileUniqueId),
        orders.map(({ media }) => media.fileId),
        orders.map(({ media }) => media.kind),
        orders.map(({ media }) => media.sizeBytes ?? null),
        orders.map(({ media }) => media.fileName ?? null),
        orders.map(({ media }) => media.mimeType ?? null),
        orders.map(({ media }) => media.thumbnailFileId ?? null),
      ],
    );
  }
}

function toBegunOrder({ mediaId, revision, item, ...row }: BegunRow, { message, product }: NewOrder): BegunOrder {
  const { code, name, acceptedMedia, maxFileSizeBytes, seriesPattern, active } = product;
  return {
    order: {
      ...row,
      userId: message.userId,
      product: { code, name, acceptedMedia, maxFileSizeBytes, seriesPattern, active },
      status: 'awaiting_series',
      series: null,
      items: [item],
      round: 1,
    },
    download: item.status === 'pending' ? { mediaId, revision } : null,
  };
}
