/**
 * npm run chaos:broadcast [-- --tier=embedded --kills=100 --people=5000]
 *
 * Application processes are killed (kill -9) at random moments while broadcasts run, half of the time with one process and half
 * with two; then Telegram is down for a while, a broadcast is paused during a 429, and the database is away. Invariants: one
 * terminal line for each recipient, nobody told twice, nobody missing, and no more unknown than messages in flight.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { BellhopProcess } from '../../test/e2e/support/bellhop-process';
import { BroadcastWorld, OWNER } from '../broadcast/broadcast-world';
import { readRunOptions } from '../run/run-options';
import { table } from '../run/table';
import type { Tier } from '../run/tier';
import { Verdicts } from '../run/verdicts';

const LATENCY_MS = 40;
const RATE = 400;
/** What the sender lets be under way at this rate: twice rate × latency, the way to the database included. */
const IN_FLIGHT = Math.ceil((RATE * 2 * (LATENCY_MS + 60)) / 1000) + 1;
const SETTINGS = { BROADCAST_RATE: String(RATE) };

const options = readRunOptions({ kills: 100, people: 5_000, outage: 60, away: 20 });

interface Campaign {
  readonly scenario: string;
  readonly kills: number;
  readonly seconds: number;
  readonly sent: number;
  readonly unknown: number;
  readonly twice: number;
  readonly missing: number;
}

async function runTier(tier: Tier, verdicts: Verdicts): Promise<Campaign[]> {
  const { people } = options;
  const world = await BroadcastWorld.open({ tier, people, latencyMs: LATENCY_MS, flood: 'off', settings: SETTINGS });
  const campaigns: Campaign[] = [];
  try {
    const first = await world.start();
    await world.introduceEverybody();
    await first.stop();
    for (const processes of [1, 2]) {
      let left = Math.ceil(options.kills / 2);
      while (left > 0) {
        const campaign = await killDuring(world, processes, left);
        campaigns.push(campaign);
        left -= Math.max(1, campaign.kills);
      }
    }
    campaigns.push(await outage(world), await pauseDuring429(world, verdicts));
    if (world.services.postgres) campaigns.push(await databaseAway(world));
    else verdicts.leftOut(`${tier}: the database away`, 'its server is the application’s own');
  } finally {
    await world.close();
  }
  return campaigns;
}

/** One broadcast, with processes killed and started again for as long as it runs, at most `mostKills` times. */
async function killDuring(world: BroadcastWorld, processes: number, mostKills: number): Promise<Campaign> {
  const roles = (index: number): Record<string, string> => (index === 0 ? {} : { ROLES: 'worker' });
  const apps: BellhopProcess[] = [];
  for (let index = 0; index < processes; index += 1) apps.push(await world.start(roles(index)));
  const startedAt = Date.now();
  const { id, text } = await world.beginBroadcast();
  let kills = 0;
  while (kills < mostKills) {
    await pause(200 + Math.random() * 1_300);
    const { status, open } = await world.counts(id);
    if (status === 'finished' || open === 0) break;
    const victim = Math.floor(Math.random() * processes);
    await apps[victim]?.kill();
    kills += 1;
    apps[victim] = await world.start(roles(victim));
  }
  const campaign = await conclude(world, `${processes} process${processes > 1 ? 'es' : ''}`, {
    id,
    text,
    kills,
    startedAt,
  });
  await Promise.all(apps.map((app) => app.stop()));
  return campaign;
}

async function outage(world: BroadcastWorld): Promise<Campaign> {
  const app = await world.start();
  const startedAt = Date.now();
  const { id, text } = await world.beginBroadcast();
  await untilSent(world, id, options.people / 10);
  await world.sandbox.control.addFault({ effect: { kind: 'down' }, durationMs: options.outage * 1_000 });
  await pause(options.outage * 1_000);
  const campaign = await conclude(world, `Telegram down ${options.outage} s`, { id, text, kills: 0, startedAt });
  await app.stop();
  return campaign;
}

async function pauseDuring429(world: BroadcastWorld, verdicts: Verdicts): Promise<Campaign> {
  const app = await world.start();
  const { control } = world.sandbox;
  const startedAt = Date.now();
  const { id, text } = await world.beginBroadcast();
  await untilSent(world, id, options.people / 10);
  await control.addFault({
    match: { method: 'sendMessage' },
    effect: { kind: 'status', status: 429, retryAfterSeconds: 4 },
    count: 1,
  });
  await pause(500);
  const status = await control.waitForMessage(OWNER, `Broadcast #${id} · under way`, { timeoutMs: 20_000 });
  await control.tapButton(OWNER, status.messageId, `broadcast:pause:${id}`);
  await control.waitForMessage(OWNER, `Broadcast #${id} · on pause`, { timeoutMs: 20_000 });
  await pause(1_000);
  const before = world.received(text).size;
  await pause(5_000);
  verdicts.invariant('nobody is told anything during a pause', world.received(text).size === before);
  await control.tapButton(OWNER, status.messageId, `broadcast:resume:${id}`);
  const campaign = await conclude(world, 'paused during a 429', { id, text, kills: 0, startedAt });
  await app.stop();
  return campaign;
}

async function databaseAway(world: BroadcastWorld): Promise<Campaign> {
  const app = await world.start();
  const startedAt = Date.now();
  const { id, text } = await world.beginBroadcast();
  await untilSent(world, id, options.people / 10);
  await world.services.postgres?.stop();
  await pause(options.away * 1_000);
  await world.services.postgres?.startAgain();
  const campaign = await conclude(world, `database away ${options.away} s`, { id, text, kills: 0, startedAt });
  await app.stop();
  return campaign;
}

async function untilSent(world: BroadcastWorld, id: number, count: number): Promise<void> {
  while ((await world.counts(id)).sent < count) await pause(50);
}

async function conclude(
  world: BroadcastWorld,
  scenario: string,
  run: { id: number; text: string; kills: number; startedAt: number },
): Promise<Campaign> {
  const counts = await world.untilFinished(run.id);
  const seconds = (Date.now() - run.startedAt) / 1_000;
  const received = world.received(run.text);
  const lines = await world.withDatabase(async (client) => {
    const { rows } = await client.query<{ user_id: string; status: string }>(
      'SELECT user_id, status FROM broadcast_recipients WHERE broadcast_id = $1',
      [run.id],
    );
    return new Map(rows.map((row) => [Number(row.user_id), row.status]));
  });
  // Whoever has no line, or was told although the ledger says otherwise, or the other way round.
  const missing = world.personIds.filter((person) => {
    const status = lines.get(person);
    const times = received.get(person) ?? 0;
    return status === 'sent' ? times === 0 : status !== 'unknown';
  });
  const { sent, unknown } = counts;
  const twice = [...received.values()].filter((times) => times > 1).length;
  return { scenario, kills: run.kills, seconds, sent, unknown, twice, missing: missing.length };
}

async function main(): Promise<void> {
  const verdicts = new Verdicts();
  for (const tier of options.tiers) {
    const campaigns = await runTier(tier, verdicts);
    console.log(`\n${tier}: ${options.people} recipients, ${RATE} messages/s, ${LATENCY_MS} ms latency`);
    console.log(
      table(
        ['scenario', 'kills', 'seconds', 'sent', 'unknown', 'twice', 'missing'],
        campaigns.map((one) => [one.scenario, one.kills, one.seconds, one.sent, one.unknown, one.twice, one.missing]),
      ),
    );
    const sum = (field: 'kills' | 'unknown' | 'twice' | 'missing', of = campaigns): number =>
      of.reduce((total, campaign) => total + campaign[field], 0);
    const killed = campaigns.filter(({ kills }) => kills > 0);
    verdicts.invariant(`${tier}: nobody is told twice`, sum('twice') === 0, sum('twice'));
    verdicts.invariant(`${tier}: nobody is missing`, sum('missing') === 0, sum('missing'));
    verdicts.invariant(
      `${tier}: unknown after ${sum('kills')} kills at most ${IN_FLIGHT} each, what may be in flight`,
      sum('unknown', killed) <= sum('kills') * IN_FLIGHT,
      sum('unknown', killed),
    );
  }
  console.log('');
  verdicts.print();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
