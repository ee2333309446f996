import { connectToApp } from '../../../scripts/run/app-database';
import { OWNER, type Stage } from './stage';

/** The first of the people who were here before. */
const FIRST = 5_000;
const PEOPLE = 420;

const FIRST_NAMES = ['Aziza', 'Борис', 'Dilshod', 'Елена', 'Jasur', 'Madina', 'Nodira', 'Олег', 'Sardor', 'Emma'];
const LAST_NAMES = ['Karimova', 'Петров', 'Tursunov', 'Иванова', 'Rashidov', 'Alimova', 'Yusupova', 'Smith'];
const TITLES = [
  'Mountain huts of the Chimgan range',
  'Расписание электричек',
  'Oʻtkan kunlar, audiokitob',
  'City map for walkers',
  'Правила проживания',
  'Ertalabki mashqlar',
  'House rules in four languages',
  'Экскурсии на выходные',
];

/**
 * A month of a hotel that has Bellhop: people who came day by day, what they took, ordered and said, and what they were written. It is the
 * same in every run but for the date.
 */
const PAST: readonly string[] = [
  'SELECT setseed(0.42)',
  `INSERT INTO users (id, first_name, last_name, username, language, created_at, last_seen_at, reachability)
   SELECT ${FIRST} + n, (${array(FIRST_NAMES)})[1 + n % 10], (${array(LAST_NAMES)})[1 + n % 8], 'guest_' || n,
     (ARRAY['uz', 'ru', 'uz', 'en'])[1 + n % 4], now() - interval '30 days' * (1 - sqrt(n / ${PEOPLE}.0)),
     now() - random() * interval '6 days', CASE WHEN n % 23 = 0 THEN 'blocked' ELSE 'reachable' END
   FROM generate_series(1, ${PEOPLE}) AS n`,
  `INSERT INTO media_files (title, tags, kind, file_id, file_unique_id, size_bytes, uploader_id, source_chat_id, source_message_id, status,
     unprocessed_reason, download_count, created_at)
   SELECT (${array(TITLES)})[1 + n % 8] || CASE WHEN n > 8 THEN ', ' || (2000 + n) ELSE '' END, ARRAY['guests'],
     (ARRAY['document', 'document', 'audio', 'photo'])[1 + n % 4], 'past-' || n, 'past-' || n, (random() * 9e6)::bigint, ${OWNER}, ${OWNER},
     n, CASE WHEN n % 17 = 0 THEN 'unprocessed' ELSE 'ready' END, CASE WHEN n % 17 = 0 THEN 'too_big' END, (random() * 90)::int,
     now() - random() * interval '29 days'
   FROM generate_series(1, 40) AS n`,
  `INSERT INTO media_deliveries (key, file_id, user_id, chat_id, language, status, created_at)
   SELECT 'past-' || n, 1 + n % 40, ${FIRST} + n % ${PEOPLE} + 1, ${FIRST} + n % ${PEOPLE} + 1, 'en', 'sent',
     now() - interval '29 days' * (1 - sqrt(random()))
   FROM generate_series(1, 1100) AS n`,
  `INSERT INTO products (code, name, accepted_media, max_file_size_bytes, series_pattern, active) VALUES
     ('PHOTO', 'Photo print 20×30', '{photo,document}', 20971520, '[A-Z]{2}-\\d{4}', true),
     ('MUG', 'Mug with a picture', '{photo}', 10485760, NULL, true),
     ('CLIP', 'Video on the lobby screen', '{video,animation}', 20971520, NULL, false)`,
  `INSERT INTO product_media (file_unique_id, file_id, kind, status, failure, lost_after, size_bytes, stored_bytes, due_at)
   SELECT 'past-' || n, 'past-' || n, 'photo', CASE WHEN n % 13 = 0 THEN 'failed' ELSE 'available' END,
     CASE WHEN n % 13 = 0 THEN 'rejected' END, now(), 240000 + n * 997, 240000 + n * 997, NULL
   FROM generate_series(1, 160) AS n`,
  `INSERT INTO orders (user_id, product_code, status, series, created_at, updated_at)
   SELECT ${FIRST} + n, (ARRAY['PHOTO', 'PHOTO', 'MUG'])[1 + n % 3], CASE WHEN n % 13 = 0 THEN 'failed' ELSE 'complete' END,
     'AB-' || (2000 + n), at, at
   FROM generate_series(1, 160) AS n, LATERAL (SELECT now() - interval '29 days' * (1 - n / 160.0) AS at) AS moments`,
  `INSERT INTO order_items (order_id, media_id, source_chat_id, source_message_id)
   SELECT n, n, ${FIRST} + n, n FROM generate_series(1, 160) AS n`,
  `INSERT INTO broadcasts (content, author, status, total, sent, blocked, audience_complete, created_at, started_at, ended_at)
   SELECT jsonb_build_object('kind', 'text', 'html', (ARRAY['<b>Breakfast</b> is from seven now.', 'Бассейн открыт до десяти.',
       'Ertaga ekskursiya bor, <i>kim boradi?</i>'])[1 + n % 3]), '{"kind": "account", "accountId": "past", "name": "olivia"}',
     'finished', 150 + 30 * n, 144 + 29 * n, 6 + n, true, at, at, at + interval '40 seconds'
   FROM generate_series(1, 9) AS n, LATERAL (SELECT now() - interval '3 days' * (10 - n) AS at) AS moments`,
  `INSERT INTO usage (user_id, chat_id, asked_message_id, voice_message_id, kind, file_id, file_unique_id, state, failure, lost_after, ended_at,
     engine, model, duration_seconds, audio_seconds, processing_ms, text_length, attempts, created_at)
   SELECT ${FIRST} + n, ${FIRST} + n, n, n, 'voice', 'past-' || n, 'past-' || n, CASE WHEN n % 19 = 0 THEN 'failed' ELSE 'finished' END,
     CASE WHEN n % 19 = 0 THEN 'audio-unreadable' END, at, at, 'local', 'moonshine-base', 9 + n % 40, 9 + n % 40, (9 + n % 40) * 190, 120 + n, 1, at
   FROM generate_series(1, 180) AS n, LATERAL (SELECT now() - interval '29 days' * (1 - sqrt(n / 180.0)) AS at) AS moments`,
  `INSERT INTO learned_paces (engine, model, real_time_factor, overhead_ms, measurements) VALUES ('local', 'moonshine-base', 0.19, 300, 171)`,
];

/** One broadcast with whoever got it and who did not. */
const LEDGER: readonly string[] = [
  `INSERT INTO broadcasts (content, buttons, author, status, audience_complete, created_at, started_at)
   VALUES ('{"kind": "text", "html": "<b>The library is open.</b>\\n\\nSend me a word of what you are looking for, or press below to see what others have taken this week."}',
     '[[{"text": "What others took", "url": "https://example.org/popular"}]]', '{"kind": "account", "accountId": "past", "name": "olivia"}',
     'running', false, now() - interval '3 hours', now() - interval '2 hours')`,
  `INSERT INTO broadcast_recipients (broadcast_id, user_id, status, reason, detail, attempts, settled_at)
   SELECT 10, ${FIRST} + n, status, CASE status WHEN 'blocked' THEN 'blocked' WHEN 'failed' THEN 'transient' END,
     CASE status WHEN 'blocked' THEN 'Forbidden: bot was blocked by the user' WHEN 'failed' THEN 'Internal Server Error' END,
     CASE status WHEN 'failed' THEN 6 ELSE 1 END, now() - interval '2 hours' + n * interval '35 milliseconds'
   FROM generate_series(1, ${PEOPLE}) AS n,
     LATERAL (SELECT CASE WHEN n % 23 = 0 THEN 'blocked' WHEN n % 61 = 0 THEN 'failed' ELSE 'sent' END AS status) AS statuses`,
  `UPDATE broadcasts SET status = 'finished', audience_complete = true, ended_at = started_at + interval '15 seconds', total = r.total, sent = r.sent,
     blocked = r.blocked, failed = r.failed
   FROM (SELECT count(*) AS total, count(*) FILTER (WHERE status = 'sent') AS sent, count(*) FILTER (WHERE status = 'blocked') AS blocked,
     count(*) FILTER (WHERE status = 'failed') AS failed FROM broadcast_recipients WHERE broadcast_id = 10) AS r
   WHERE id = 10`,
];

export const PAST_LEDGER = 10;
export const PAST_PERSON = FIRST + 7;

/** Writes the past into the database of an application that has nothing in it yet. */
export async function writePast(stage: Stage): Promise<void> {
  const client = await connectToApp(stage.dataDir, {});
  try {
    // In one piece: the application is running, and would carry out a broadcast that is under way.
    await client.query('BEGIN');
    for (const statement of [...PAST, ...LEDGER]) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

function array(words: readonly string[]): string {
  return `ARRAY[${words.map((word) => `'${word}'`).join(', ')}]`;
}
