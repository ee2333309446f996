/**
 * npm run bench:broadcast [-- --tier=embedded --people=10000 --peers=600 --ledger=1000000]
 *
 * How much of Telegram's limit a broadcast uses: the sandbox enforces 30, 60 and 1000 messages a second (a token bucket with
 * a burst) at 50 ms latency; 5 % of the people have blocked the bot and 1 % are gone; two people go on asking the bot for
 * something. Beside it, under the same limit, the usual means of writing to many. Then a ledger of a million people.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { BroadcastWorld, OWNER } from '../broadcast/broadcast-world';
import { alongside } from '../run/alongside';
import { summarise } from '../run/latencies';
import { nextMessage } from '../run/next-message';
import { residentMegabytes } from '../run/process-watch';
import { readRunOptions } from '../run/run-options';
import { table } from '../run/table';
import { Verdicts } from '../run/verdicts';
import { peerStrategies, type PeerEnvironment, type PeerResult, type PeerStrategy } from './broadcast/contract';

const LATENCY_MS = 50;
const options = readRunOptions({ people: 10_000, peers: 600, ledger: 1_000_000, only: 0 });

interface Limit {
  readonly rate: number;
  /** What the server takes at once after a rest. */
  readonly burst: number;
  readonly paid: boolean;
  readonly goal: number;
}
const LIMITS: readonly Limit[] = [
  { rate: 30, burst: 30, paid: false, goal: 0.99 },
  { rate: 60, burst: 60, paid: false, goal: 0.99 },
  { rate: 1000, burst: 100, paid: true, goal: 0.95 },
];

type Row = [who: string, people: number, seconds: number, share: string, refusals: number, lost: number];

/** (N − burst) / R / seconds. */
const shareOf = (count: number, seconds: number, { rate, burst }: Limit): number => (count - burst) / rate / seconds;

const floodOf = ({ rate, burst, paid }: Limit) => {
  const bucket = { perSecond: rate, burst };
  return { enabled: true, ...(paid ? { paid: bucket } : { overall: bucket }) };
};

async function measureOurs(limit: Limit, verdicts: Verdicts): Promise<Row> {
  const { people } = options;
  const settings = { BROADCAST_RATE: String(limit.rate), BROADCAST_PAID: String(limit.paid) };
  const tier = options.tiers[0] ?? 'embedded';
  const world = await BroadcastWorld.open({ tier, people, latencyMs: LATENCY_MS, flood: 'off', settings });
  try {
    const { control } = world.sandbox;
    await world.start();
    await world.introduceEverybody();
    await makeSomeUnreachable(world, people);
    const idle = await answerTimes(world, async () => pause(8_000));
    await control.changeSettings({ flood: floodOf(limit) });
    const { id } = await world.beginBroadcast();
    let seconds = 0;
    const during = await answerTimes(world, async () => {
      await world.untilFinished(id);
      seconds = await secondsOf(world, id);
    });
    const { flood } = await control.getStats();
    const refusals = flood.refusedOverall + flood.refusedPerChat;
    const answered = limit.paid ? 0 : during.length;
    const share = shareOf(people + 1 + answered, seconds, limit);
    const name = `${limit.rate}/s`;
    verdicts.goal(`${name}: share of the limit at least ${limit.goal}`, share >= limit.goal, share.toFixed(3));
    verdicts.goal(`${name}: refusals (429) at most 0.1 %`, refusals <= people / 1000, refusals);
    const [quiet, busy] = [summarise(idle), summarise(during)];
    verdicts.goal(
      `${name}: answers to people, p99 at most 2 × idle`,
      busy.p99 <= 2 * quiet.p99,
      `${busy.p99.toFixed(0)} ms (${busy.count}), idle ${quiet.p99.toFixed(0)} ms (${quiet.count})`,
    );
    const counts = await world.counts(id);
    verdicts.invariant(
      `${name}: everybody is accounted for`,
      counts.open === 0 && counts.unknown === 0,
      JSON.stringify(counts),
    );
    return ['Bellhop', people, seconds, share.toFixed(3), refusals, 0];
  } finally {
    await world.close();
  }
}

/** Who has blocked the bot and who is gone; Telegram tells of it only when it is tried. */
async function makeSomeUnreachable(world: BroadcastWorld, people: number): Promise<void> {
  const ids = world.personIds;
  for (let index = 0; index < people; index += 1) {
    const person = ids[index] ?? 0;
    if (index % 20 === 7) await world.sandbox.control.block(person);
    else if (index % 100 === 13) await world.sandbox.control.changePerson(person, { deactivated: true });
  }
  await pause(3_000);
  // The bot has heard of those who blocked it just now; most real ones blocked it while nobody listened.
  await world.withDatabase((client) => client.query(`UPDATE users SET reachability = 'reachable'`));
}

/** Two people who ask for help once every two seconds while `work` goes on; milliseconds to each answer. */
async function answerTimes(world: BroadcastWorld, work: () => Promise<void>): Promise<number[]> {
  const { control } = world.sandbox;
  const [asker = OWNER] = world.personIds;
  const times: number[] = [];
  await alongside(work, async () => {
    const startedAt = performance.now();
    const asked = await control.sendText(asker, '/help');
    await control.waitForMessage(asker, 'What I can do', { since: asked, timeoutMs: 30_000 });
    times.push(performance.now() - startedAt);
    await pause(1_000);
  });
  return times;
}

const secondsOf = (world: BroadcastWorld, id: number): Promise<number> =>
  world.withDatabase(async (client) => {
    const { rows } = await client.query<{ seconds: number }>(
      `SELECT extract(epoch FROM max(r.settled_at) - b.started_at)::float8 AS seconds
       FROM broadcasts b JOIN broadcast_recipients r ON r.broadcast_id = b.id WHERE b.id = $1 GROUP BY b.started_at`,
      [id],
    );
    return rows[0]?.seconds ?? 0;
  });

async function measurePeer(strategy: PeerStrategy, limit: Limit): Promise<Row> {
  const people = limit.rate >= 1000 ? options.peers * 5 : options.peers;
  const world = await BroadcastWorld.open({
    tier: 'embedded',
    people,
    latencyMs: LATENCY_MS,
    flood: floodOf(limit),
    settings: {},
  });
  try {
    const environment: PeerEnvironment = {
      BOT_TOKEN: world.token,
      TELEGRAM_API_ROOT: world.sandbox.url,
      FIRST_PERSON: String(world.personIds[0]),
      PEOPLE: String(people),
      RATE: String(limit.rate),
      PAID: String(limit.paid),
      STRATEGY: strategy,
    };
    const peer = fork(join(__dirname, 'broadcast', 'broadcast.peer.ts'), [], {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env.PATH, ...environment },
    });
    const result = await nextMessage<PeerResult>(peer);
    const { flood } = await world.sandbox.control.getStats();
    const share = shareOf(result.delivered, result.seconds, limit);
    return [
      strategy,
      people,
      result.seconds,
      share.toFixed(3),
      flood.refusedOverall + flood.refusedPerChat,
      result.failed,
    ];
  } finally {
    await world.close();
  }
}

/** A million recipients: how soon the first message leaves, what it costs in memory, and whether claims become slower. */
async function measureLedger(verdicts: Verdicts): Promise<void> {
  const settings = { BROADCAST_RATE: '1000', BROADCAST_PAID: 'true' };
  const world = await BroadcastWorld.open({
    tier: 'embedded',
    people: 100,
    latencyMs: LATENCY_MS,
    flood: 'off',
    settings,
  });
  try {
    const app = await world.start();
    await world.introduceEverybody();
    await world.withDatabase(async (client) => {
      await client.query(
        `INSERT INTO users (id, first_name, language) SELECT 2000000 + n, 'Nobody', 'en' FROM generate_series(1, $1::int) n`,
        [options.ledger],
      );
      await client.query('ANALYZE users');
    });
    const before = await residentMegabytes(app.pid);
    const { id, text, confirmedAt } = await world.beginBroadcast();
    while (world.received(text).size === 0) await pause(5);
    const firstMs = Date.now() - confirmedAt;
    const earlyMs = await world.withDatabase((client) => claimTime(client, id));
    let peak = before;
    let complete = false;
    while (!complete) {
      peak = Math.max(peak, await residentMegabytes(app.pid));
      complete = await world.withDatabase(async (client) => {
        const { rows } = await client.query<{ audience_complete: boolean }>('SELECT audience_complete FROM broadcasts');
        return rows[0]?.audience_complete ?? false;
      });
      await pause(100);
    }
    const fixedMs = Date.now() - confirmedAt;
    for (let look = 0; look < 100; look += 1) {
      peak = Math.max(peak, await residentMegabytes(app.pid));
      await pause(100);
    }
    const { rows, lateMs } = await world.withDatabase(async (client) => {
      await client.query(`UPDATE broadcasts SET status = 'paused', pause_reason = 'admin'`);
      const settled = await client.query(
        `UPDATE broadcast_recipients SET status = 'invalid', sender_id = NULL
         WHERE user_id < 2000000 + $1::int * 0.98 AND status IN ('queued', 'sending')`,
        [options.ledger],
      );
      await client.query(`UPDATE broadcasts SET status = 'running', pause_reason = NULL`);
      return { rows: settled.rowCount ?? 0, lateMs: await claimTime(client, id) };
    });
    console.log(
      `\n${options.ledger} recipients: first message after ${firstMs} ms, ledger complete after ${fixedMs} ms, memory ` +
        `${before.toFixed(0)} → ${peak.toFixed(0)} MB, claim of 30 in ${earlyMs.toFixed(1)} ms at the start and ` +
        `${lateMs.toFixed(1)} ms with ${rows} lines done before it`,
    );
    verdicts.goal('a million: first message within 2 s of the confirmation', firstMs < 2_000, `${firstMs} ms`);
    verdicts.goal('a million: memory grows less than 30 MB', peak - before < 30, `${(peak - before).toFixed(0)} MB`);
  } finally {
    await world.close();
  }
}

/** The median of some claims of 30, given back afterwards. */
async function claimTime(client: Client, id: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 15; run += 1) {
    await client.query('BEGIN');
    const startedAt = performance.now();
    await client.query(
      `SELECT user_id FROM broadcast_recipients WHERE broadcast_id = $1 AND status = 'queued' AND sender_id IS NULL
         AND (due_at IS NULL OR due_at <= now()) ORDER BY user_id LIMIT 30 FOR UPDATE SKIP LOCKED`,
      [id],
    );
    times.push(performance.now() - startedAt);
    await client.query('ROLLBACK');
  }
  return summarise(times).p50;
}

async function main(): Promise<void> {
  const verdicts = new Verdicts();
  for (const limit of LIMITS.filter(({ rate }) => options.only === 0 || options.only === rate)) {
    const rows: Row[] = [];
    if (options.people > 0) rows.push(await measureOurs(limit, verdicts));
    if (options.peers > 0) for (const strategy of peerStrategies) rows.push(await measurePeer(strategy, limit));
    console.log(`\n${limit.rate} messages/s (burst ${limit.burst}), ${LATENCY_MS} ms latency`);
    console.log(table(['', 'people', 'seconds', 'share of the limit', '429s', 'lost'], rows));
  }
  if (options.ledger > 0) await measureLedger(verdicts);
  console.log('');
  verdicts.print();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
