import type { Database } from '../../../src/database';

const BATCH = 250_000;

/** Fills people, orders with a file each, and the library by SQL, `rows` of each. */
export async function crowd(database: Database, rows: number): Promise<void> {
  await database.execute(
    `INSERT INTO products (code, name, accepted_media, max_file_size_bytes) VALUES ('A1', 'Mug', '{photo}', 1000000)`,
  );
  for (let from = 1; from <= rows; from += BATCH) {
    const span = [from, Math.min(rows, from + BATCH - 1)];
    await database.execute(
      `INSERT INTO users (id, first_name, last_name, username, language, created_at, last_seen_at)
       SELECT 1000000 + n, 'Person ' || n, 'of the bench', 'person_' || n, 'en',
         now() - n * interval '1 second', now() - (n::bigint * 7919 % 2592000) * interval '1 second'
       FROM generate_series($1::int, $2::int) AS n`,
      span,
    );
    await database.execute(
      `INSERT INTO product_media (file_unique_id, file_id, kind, status, lost_after, stored_bytes, due_at)
       SELECT 'bench-' || n, 'bench-' || n, 'photo', 'available', now(), 1000, NULL
       FROM generate_series($1::int, $2::int) AS n`,
      span,
    );
    await database.execute(
      `INSERT INTO orders (user_id, product_code, status, series)
       SELECT 1000000 + n, 'A1', CASE WHEN n % 200 = 0 THEN 'failed' ELSE 'complete' END, 'AB-1'
       FROM generate_series($1::int, $2::int) AS n`,
      span,
    );
    await database.execute(
      `INSERT INTO order_items (order_id, media_id, source_chat_id, source_message_id)
       SELECT n, n, 1000000 + n, 1 FROM generate_series($1::int, $2::int) AS n`,
      span,
    );
    await database.execute(
      `INSERT INTO media_files (title, kind, file_id, file_unique_id, uploader_id, source_chat_id, source_message_id,
         status, download_count, created_at)
       SELECT 'File ' || n, 'document', 'bench-' || n, 'bench-' || n, 1, 1, n, 'ready', n::bigint * 7919 % 100000,
         now() - n * interval '1 second'
       FROM generate_series($1::int, $2::int) AS n`,
      span,
    );
  }
  for (const table of ['users', 'product_media', 'orders', 'order_items', 'media_files']) {
    await database.execute(`VACUUM ANALYZE ${table}`);
  }
}
