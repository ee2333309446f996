import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { StoredContent } from '../../media-store';

export interface AvailableMedia extends StoredContent {
  readonly fileName: string | null;
  readonly mimeType: string | null;
  readonly hasThumbnail: boolean;
}

export interface MediaCounts {
  pending: number;
  downloading: number;
  available: number;
  failed: number;
  storedBytes: number;
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

  async count(): Promise<MediaCounts> {
    const [row] = await this.database.query<MediaCounts>(
      `SELECT count(*) FILTER (WHERE status = 'pending')::int AS pending,
         count(*) FILTER (WHERE status = 'downloading')::int AS downloading,
         count(*) FILTER (WHERE status = 'available')::int AS available,
         count(*) FILTER (WHERE status = 'failed')::int AS failed,
         coalesce(sum(stored_bytes), 0)::float8 AS "storedBytes"
       FROM product_media`,
    );
    return row ?? { pending: 0, downloading: 0, available: 0, failed: 0, storedBytes: 0 };
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
