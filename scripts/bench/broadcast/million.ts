import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { LedgerRepository } from '../../../src/broadcast/ledger/ledger.repository';
import { Database } from '../../../src/database/database';
import { eventually } from '../../../test/e2e/support/eventually';
import { BroadcastWorld } from '../../broadcast/broadcast-world';
import { summarise } from '../../run/latencies';
import { residentMegabytes, watchProcess } from '../../run/process-watch';
import { openTier } from '../../run/tier';
import type { Verdicts } from '../../run/verdicts';
import { LATENCY_MS } from './limits';

const RATE = 1_000;
/** People the sandbox knows too: more than are sent to while it is watched. The others are users of the bot alone. */
const REAL_PEOPLE = 40_000;
const WATCHED_MS = 12_000;
const BATCH = 30;
const CLAIMS = 30;
/** The ids of those whom only the database knows. */
const FIRST_UNREAL = 2_000_000;
/** A sender that no process is. */
const NOBODY = 2_147_483_647;

/**
 * A broadcast to so many people: how soon the first message leaves, what it costs in memory while it is sent at 1000/s for some
 * seconds, and what a claim costs at the start and at the end. The end is brought about: all lines but the last 2 % are
 * written as sent by one statement, which leaves the index of open lines as full of dead entries as days of sending do.
 */
export async function measureMillion(recipients: number, verdicts: Verdicts): Promise<void> {
  const settings = { BROADCAST_RATE: String(RATE), BROADCAST_PAID: 'true' };
  const people = Math.min(REAL_PEOPLE, recipients);
  const world = await BroadcastWorld.open(await openTier('embedded'), {
    people,
    latencyMs: LATENCY_MS,
    flood: 'off',
    settings,
  });
  try {
    const app = await world.start();
    await world.introduceEverybody();
    await world.withDatabase(async (client) => {
      await client.query(
        `INSERT INTO users (id, first_name, language) SELECT $2::bigint + n, 'Nobody', 'en' FROM generate_series(1, $1::int) n`,
        [recipients - people - 1, FIRST_UNREAL],
      );
      await client.query('ANALYZE users');
    });
    const before = await residentMegabytes(app.pid);
    const memory = watchProcess(app.pid);
    const { id, text, confirmedAt } = await world.beginBroadcast();
    await eventually(() => world.received(text).size > 0, { everyMs: 5, timeoutMs: 60_000 });
    const firstMs = Date.now() - confirmedAt;
    const early = await world.withDatabase((client) => claimMs(client, id, 0));
    await eventually(() => world.withDatabase((client) => isAudienceComplete(client, id)), { timeoutMs: 120_000 });
    const completeMs = Date.now() - confirmedAt;
    await pause(WATCHED_MS);
    const { peakMegabytes } = await memory.stop();
    const sent = world.received(text).size;
    const late = await world.withDatabase(async (client) => {
      await bringNearTheEnd(client, id, recipients);
      return { all: await claimMs(client, id, 0), next: await claimMs(client, id, await lowestOpen(client, id)) };
    });
    console.log(
      `\n${recipients} recipients: first message ${firstMs} ms after the confirmation, ledger complete after ${completeMs} ms, ` +
        `${sent} sent meanwhile\n  memory ${before.toFixed(0)} → ${peakMegabytes.toFixed(0)} MB at most\n` +
        `  claim of ${BATCH}: ${early.toFixed(1)} ms at the start; at the end ${late.next.toFixed(1)} ms from where the ` +
        `sender is, ${late.all.toFixed(1)} ms from the beginning of the ledger (once a round)`,
    );
    verdicts.goal(`${recipients}: first message within 2 s of the confirmation`, firstMs < 2_000, `${firstMs} ms`);
    verdicts.goal(
      `${recipients}: memory grows less than 30 MB`,
      peakMegabytes - before < 30,
      `${(peakMegabytes - before).toFixed(0)} MB while ${sent} were sent`,
    );
  } finally {
    await world.close();
  }
}

async function isAudienceComplete(client: Client, id: number): Promise<boolean> {
  const { rows } = await client.query<{ audience_complete: boolean }>(
    'SELECT audience_complete FROM broadcasts WHERE id = $1',
    [id],
  );
  return rows[0]?.audience_complete ?? false;
}

/** Pauses it and settles everybody but the last 2 %. */
async function bringNearTheEnd(client: Client, id: number, recipients: number): Promise<void> {
  await client.query(`UPDATE broadcasts SET status = 'paused', pause_reason = 'admin' WHERE id = $1`, [id]);
  await client.query(
    `UPDATE broadcast_recipients SET status = 'sent', sender_id = NULL, settled_at = now()
     WHERE broadcast_id = $1 AND status IN ('queued', 'sending') AND user_id < (
       SELECT user_id FROM broadcast_recipients WHERE broadcast_id = $1 ORDER BY user_id OFFSET $2 LIMIT 1)`,
    [id, Math.floor(recipients * 0.98)],
  );
}

async function lowestOpen(client: Client, id: number): Promise<number> {
  const { rows } = await client.query<{ lowest: string }>(
    `SELECT min(user_id) AS lowest FROM broadcast_recipients WHERE broadcast_id = $1 AND status IN ('queued', 'sending')`,
    [id],
  );
  return Number(rows[0]?.lowest ?? 1) - 1;
}

/** The sender's own claims above an id, each given back; the median in milliseconds. */
async function claimMs(client: Client, id: number, after: number): Promise<number> {
  const ledger = new LedgerRepository(new ClientDatabase(client));
  const times: number[] = [];
  for (let claim = 0; claim < CLAIMS; claim += 1) {
    await client.query('BEGIN');
    const startedAt = performance.now();
    await ledger.claim(NOBODY, id, after, BATCH);
    times.push(performance.now() - startedAt);
    await client.query('ROLLBACK');
  }
  return summarise(times).p50;
}

/** One connection as repositories use a database. */
class ClientDatabase extends Database {
  constructor(private readonly client: Client) {
    super();
  }

  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(sql, [...parameters]);
    return rows;
  }

  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return (await this.client.query(sql, [...parameters])).rowCount ?? 0;
  }
}
