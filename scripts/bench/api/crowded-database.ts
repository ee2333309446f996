import type { Database } from '../../../src/database';

const BATCH = 250_000;

/** What else lists show, `rows` of each; `$1` and `$2` are the first and the last. One in a hundred is of the rare kind. */
const MORE: Readonly<Record<string, string>> = {
  products: `INSERT INTO products (code, name, accepted_media, max_file_size_bytes, active, created_at)
    SELECT 'P' || n, 'Product ' || n, '{photo}', 1000000, n % 100 <> 0, now() - n * interval '1 second'
    FROM generate_series($1::int, $2::int) AS n`,
  usage: `INSERT INTO usage (user_id, chat_id, asked_message_id, voice_message_id, kind, file_id, file_unique_id, state, lost_after,
      ended_at, engine, model, created_at)
    SELECT 1000000 + n % 50000, 1000000 + n % 50000, n, n, 'voice', 'bench-' || n, 'bench-' || n,
      CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'finished' END, now(), now(),
      CASE WHEN n % 100 = 0 THEN 'openai' ELSE 'local' END, 'bench', now() - (1e6 - n) * interval '1 second'
    FROM generate_series($1::int, $2::int) AS n`,
  audit_entries: `INSERT INTO audit_entries (created_at, actor_kind, actor_id, action, target_kind, target_id, after)
    SELECT now() - (1e6 - n) * interval '1 second', CASE WHEN n % 100 = 0 THEN 'account' ELSE 'chat' END, (n % 500)::text,
      CASE WHEN n % 100 = 0 THEN 'role.change' ELSE 'file.rename' END, CASE WHEN n % 100 = 0 THEN 'role' ELSE 'file' END,
      n::text, '{"title": "new"}'
    FROM generate_series($1::int, $2::int) AS n`,
  broadcasts: `INSERT INTO broadcasts (content, author, status, total, sent, created_at)
    SELECT '{"kind": "text", "html": "News"}', '{"kind": "chat", "userId": 1}',
      CASE WHEN n % 100 = 0 THEN 'draft' ELSE 'cancelled' END, 0, 0, now()
    FROM generate_series($1::int, $2::int) AS n`,
  broadcast_recipients: `INSERT INTO broadcast_recipients (broadcast_id, user_id, status, reason, attempts, settled_at)
    SELECT 1, 1000000 + n, CASE WHEN n % 100 = 0 THEN 'blocked' ELSE 'sent' END, CASE WHEN n % 100 = 0 THEN 'blocked' END, 1, now()
    FROM generate_series($1::int, $2::int) AS n`,
};

/** Fills everything that lists show by SQL, `rows` of each: people, orders with a file each, the library and the rest. */
export async function crowd(database: Database, rows: number): Promise<void> {
  await database.execute(
    `INSERT INTO products (code, name, accepted_media, max_file_size_bytes) VALUES ('A1', 'Mug', '{photo}', 1000000)`,
  );
  await database.execute(
    `INSERT INTO broadcasts (content, author, status, started_at)
     VALUES ('{"kind": "text", "html": "News"}', '{"kind": "chat", "userId": 1}', 'running', now())`,
  );
  for (let from = 1; from <= rows; from += BATCH) {
    const span = [from, Math.min(rows, from + BATCH - 1)];
    await database.execute(
      `INSERT INTO users (id, first_name, last_name, username, language, created_at, last_seen_at)
       SELECT 1000000 + n, 'Person ' || n, 'of the bench', 'person_' || n, CASE WHEN n % 100 = 0 THEN 'ru' ELSE 'en' END,
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
       SELECT 'File ' || n, CASE WHEN n % 100 = 0 THEN 'audio' ELSE 'document' END, 'bench-' || n, 'bench-' || n, 1, 1, n, 'ready', n::bigint * 7919 % 100000,
         now() - n * interval '1 second'
       FROM generate_series($1::int, $2::int) AS n`,
      span,
    );
    for (const sql of Object.values(MORE)) await database.execute(sql, span);
  }
  await database.execute(
    `UPDATE broadcasts SET status = 'finished', ended_at = now(), audience_complete = true, total = r.total, sent = r.sent,
       blocked = r.total - r.sent
     FROM (SELECT count(*) AS total, count(*) FILTER (WHERE status = 'sent') AS sent FROM broadcast_recipients) AS r WHERE id = 1`,
  );
  await database.execute(
    `UPDATE users SET reachability = CASE WHEN id % 200 = 0 THEN 'blocked' ELSE reachability END,
       blocked_at = CASE WHEN id % 200 = 100 THEN now() END WHERE id % 100 = 0`,
  );
  for (const table of ['users', 'product_media', 'orders', 'order_items', 'media_files', ...Object.keys(MORE)]) {
    await database.execute(`VACUUM ANALYZE ${table}`);
  }
}
