import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { StoredContent } from '../../media-store';
import type { ProductMediaStatus } from './product-media';

export interface AvailableMedia extends StoredContent {
  readonly fileName: string | null;
  readonly mimeType: string | null;
  readonly hasThumbnail: boolean;
}

/** What is known of media beside its download. */
@Injectable()
export class ProductMediaRepository {
  constructor(private readonly database: Database) {}

  async findAvailable(mediaId: number): Promise<AvailableMedia | null> {
    const [row] = await this.database.query<AvailableMedia>(
      `SELECT stored_bytes::float8 AS "sizeBytes", sha256, file_name AS "fileName", mime_type AS "mimeType",
         has_thumbnail AS "hasThumbnail"
       FROM product_media WHERE id = $1 AND status = 'available'`,
      [mediaId],
    );
    return row ?? null;
  }

  async countByStatus(): Promise<Map<ProductMediaStatus, number>> {
    const rows = await this.database.query<{ status: ProductMediaStatus; media: number }>(
      'SELECT status, count(*)::int AS media FROM product_media GROUP BY status',
    );
    return new Map(rows.map(({ status, media }) => [status, media]));
  }

  async whichExist(mediaIds: readonly number[]): Promise<Set<number>> {
    const rows = await this.database.query<{ id: number }>('SELECT id FROM product_media WHERE id = ANY($1::int[])', [
      mediaIds,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Forgets media that no order holds any more; its content is then unreferenced. An order that takes it in the same
   * instant keeps it: the foreign key lets only one of the two happen.
   */
  async deleteUnheld(limit: number): Promise<number> {
    return this.database.execute(
      `DELETE FROM product_media WHERE id IN (
         SELECT m.id FROM product_media m
         WHERE m.status IN ('available', 'failed') AND m.created_at < now() - interval '1 hour'
           AND NOT EXISTS (SELECT FROM order_items i WHERE i.media_id = m.id)
         ORDER BY m.id LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      [limit],
    );
  }
}
