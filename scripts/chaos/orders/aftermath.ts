import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { mediaFolder } from '../../../test/e2e/support/orders';
import type { Stage } from '../../../test/e2e/support/stage';
import type { Verdicts } from '../../run/verdicts';
import type { NoticeLog, Outcome } from './notice-log';

interface NoticeRow {
  orderId: number;
  outcome: Outcome;
  recipientId: number;
  rounds: number;
  failed: number;
}

/** What is left when the storm is over: numbers for the table, and whether all of it is as it must be. */
export interface Aftermath {
  orders: Record<string, number>;
  notices: number;
  repeated: number;
  files: number;
}

/** Compares what the database says, what people were told and what lies in the media store. */
export async function inspect(stage: Stage, database: Client, log: NoticeLog, verdicts: Verdicts): Promise<Aftermath> {
  const orders = await countBy(database, 'SELECT status AS key, count(*)::int AS count FROM orders GROUP BY status');
  const open = (orders.awaiting_media ?? 0) + (orders.awaiting_series ?? 0) + (orders.confirmed ?? 0);
  verdicts.invariant('every order is at its end', open === 0, describe(orders));

  const media = await countBy(
    database,
    'SELECT status AS key, count(*)::int AS count FROM product_media GROUP BY status',
  );
  const unfinished = (media.pending ?? 0) + (media.downloading ?? 0);
  verdicts.invariant('nothing is left pending or downloading', unfinished === 0, describe(media));

  const told = await inspectNotices(database, log, verdicts);
  const files = await inspectStore(stage, database, verdicts);
  return { orders, ...told, files };
}

async function inspectNotices(
  database: Client,
  log: NoticeLog,
  verdicts: Verdicts,
): Promise<Pick<Aftermath, 'notices' | 'repeated'>> {
  const { rows } = await database.query<NoticeRow>(
    `SELECT order_id AS "orderId", outcome, recipient_id::float8 AS "recipientId", count(*)::int AS rounds,
       count(*) FILTER (WHERE status <> 'sent')::int AS failed
     FROM order_notices GROUP BY order_id, outcome, recipient_id`,
  );
  let missing = 0;
  let unexplained = 0;
  let repeated = 0;
  let unsent = 0;
  for (const row of rows) {
    const seen = log.notices.filter(
      ({ orderId, outcome, recipientId }) =>
        orderId === row.orderId && outcome === row.outcome && recipientId === row.recipientId,
    );
    const extra = seen.length - row.rounds;
    const marked = seen.filter(({ saysRepeated }) => saysRepeated).length;
    unsent += row.failed;
    if (extra < 0) missing += 1;
    if (extra > marked) unexplained += extra - marked;
    repeated += Math.max(0, extra);
  }
  const due = rows.reduce((sum, { rounds }) => sum + rounds, 0);
  verdicts.invariant(
    'everybody who was to be told is told',
    missing === 0 && unsent === 0,
    `${due} notices, ${missing} missing, ${unsent} unsent`,
  );
  verdicts.invariant('nobody is told twice without being told so', unexplained === 0, `${unexplained} unmarked`);
  verdicts.goal(
    'nobody is told twice at all',
    repeated === 0,
    `${repeated} of ${due} came again, marked as a repetition`,
  );
  return { notices: due, repeated };
}

async function inspectStore(stage: Stage, database: Client, verdicts: Verdicts): Promise<number> {
  const { rows } = await database.query<{ id: number; unique: string; sha256: string; thumbnail: boolean }>(
    `SELECT id, file_unique_id AS unique, sha256, has_thumbnail AS thumbnail FROM product_media WHERE status = 'available'`,
  );
  const stored = await hashesIn(join(mediaFolder(stage), 'objects'));
  let damaged = 0;
  for (const row of rows) {
    const { sha256 } = await stage.people.getFileInfo(row.unique);
    if (row.sha256 !== sha256 || stored.get(sha256) !== 1) damaged += 1;
  }
  const expected = rows.length + rows.filter(({ thumbnail }) => thumbnail).length;
  const kept = [...stored.values()].reduce((sum, count) => sum + count, 0);
  verdicts.invariant(
    'each distinct file is kept once, byte for byte',
    damaged === 0,
    `${rows.length} files, ${damaged} damaged or doubled`,
  );
  verdicts.invariant('the store holds nothing else', kept === expected, `${kept} objects, ${expected} expected`);
  const unfinished = await filesIn(join(mediaFolder(stage), 'incoming'));
  verdicts.invariant('no temporary file is left', unfinished.length === 0, unfinished.length);
  return rows.length;
}

async function countBy(database: Client, sql: string): Promise<Record<string, number>> {
  const { rows } = await database.query<{ key: string; count: number }>(sql);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}

/** How often each content is there. */
async function hashesIn(folder: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const path of await filesIn(folder)) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    const digest = hash.digest('hex');
    counts.set(digest, (counts.get(digest) ?? 0) + 1);
  }
  return counts;
}

export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

export const describe = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([key, count]) => `${count} ${key}`)
    .join(', ');
