import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { MediaMessage } from './order';
import { ASK_AGAIN, DOWNLOAD_REQUEST } from './media/media-columns';
import type { DownloadRequest, MediaDescription, ProductMediaStatus } from './media/product-media';

/** Where a message came from. */
export type MessageSource = Pick<MediaMessage, 'chatId' | 'messageId'>;

export interface ParkedItem {
  source: MessageSource;
  media: MediaMessage['media'];
}

/** What orders hold: items, the media behind them, and pieces of albums that wait for their order. */
@Injectable()
export class OrderItemRepository {
  constructor(private readonly database: Database) {}

  /** The other pieces of this album belong to the order too, unless the album is another order's. */
  async rememberAlbum(orderId: number, userId: number, albumId: string): Promise<void> {
    await this.database.execute(
      `UPDATE orders SET album_id = $3
       WHERE id = $1 AND NOT EXISTS (SELECT FROM orders WHERE user_id = $2 AND album_id = $3)`,
      [orderId, userId, albumId],
    );
  }

  async holdsFile(orderId: number, fileUniqueId: string): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM order_items i JOIN product_media m ON m.id = i.media_id
       WHERE i.order_id = $1 AND m.file_unique_id = $2`,
      [orderId, fileUniqueId],
    );
    return rows.length > 0;
  }

  /**
   * Makes sure that the file is known, and wanted: a new one and one that was given up are `pending` afterwards. Answers
   * the download to dispatch, or `null` when the file is available or being downloaded. The row stays locked until the
   * transaction ends.
   */
  async request(media: MediaDescription): Promise<{ mediaId: number; download: DownloadRequest | null }> {
    const [row] = await this.database.query<{ id: number; revision: number; status: ProductMediaStatus }>(
      `INSERT INTO product_media AS m
         (file_unique_id, file_id, kind, size_bytes, file_name, mime_type, thumbnail_file_id, lost_after)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + interval '1 minute')
       ON CONFLICT (file_unique_id) DO UPDATE SET file_id = excluded.file_id,
         thumbnail_file_id = coalesce(excluded.thumbnail_file_id, m.thumbnail_file_id)
       RETURNING id, revision, status`,
      [
        media.fileUniqueId,
        media.fileId,
        media.kind,
        media.sizeBytes ?? null,
        media.fileName ?? null,
        media.mimeType ?? null,
        media.thumbnailFileId ?? null,
      ],
    );
    if (!row) throw new Error('requested media answered no row');
    const { id: mediaId, revision, status } = row;
    if (status === 'pending') return { mediaId, download: { mediaId, revision } };
    if (status !== 'failed') return { mediaId, download: null };
    const [download] = await this.database.query<DownloadRequest>(
      `UPDATE product_media m SET ${ASK_AGAIN} WHERE id = $1 RETURNING ${DOWNLOAD_REQUEST}`,
      [mediaId],
    );
    return { mediaId, download: download ?? null };
  }

  /** The same file twice in one order is one item. */
  async add(orderId: number, mediaId: number, source: MessageSource): Promise<void> {
    await this.database.execute(
      `INSERT INTO order_items (order_id, media_id, source_chat_id, source_message_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [orderId, mediaId, source.chatId, source.messageId],
    );
  }

  /** Makes room for what the customer sends instead of what could not be had. */
  async removeFailed(orderId: number): Promise<void> {
    await this.database.execute(
      `DELETE FROM order_items i USING product_media m
       WHERE i.order_id = $1 AND m.id = i.media_id AND m.status = 'failed'`,
      [orderId],
    );
  }

  /** Asks anew for everything of an order that was given up. */
  async requestFailed(orderId: number): Promise<DownloadRequest[]> {
    return this.database.query<DownloadRequest>(
      `UPDATE product_media m SET ${ASK_AGAIN}
       FROM order_items i WHERE i.order_id = $1 AND i.media_id = m.id AND m.status = 'failed'
       RETURNING ${DOWNLOAD_REQUEST}`,
      [orderId],
    );
  }

  /** Keeps a piece of an album until the piece with the code comes. Safe twice. */
  async park(userId: number, albumId: string, item: ParkedItem, limit: number): Promise<void> {
    await this.database.execute(
      `INSERT INTO order_parked_items (source_chat_id, source_message_id, user_id, album_id, media)
       SELECT $1, $2, $3, $4, $5
       WHERE (SELECT count(*) FROM order_parked_items WHERE user_id = $3) < $6
       ON CONFLICT DO NOTHING`,
      [item.source.chatId, item.source.messageId, userId, albumId, JSON.stringify(item.media), limit],
    );
  }

  /** Takes the parked pieces of an album away, to be added to its order. In the order in which their files are locked. */
  async takeParked(userId: number, albumId: string): Promise<ParkedItem[]> {
    return this.database.query<ParkedItem>(
      `WITH taken AS (DELETE FROM order_parked_items WHERE user_id = $1 AND album_id = $2 RETURNING *)
       SELECT json_build_object('chatId', source_chat_id, 'messageId', source_message_id) AS source, media
       FROM taken ORDER BY media->>'fileUniqueId'`,
      [userId, albumId],
    );
  }

  async forgetParked(olderThanMinutes: number): Promise<number> {
    return this.database.execute(
      'DELETE FROM order_parked_items WHERE created_at < now() - make_interval(mins => $1)',
      [olderThanMinutes],
    );
  }
}
