import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../test/e2e/support/eventually';
import type { BellhopProcess } from '../../../test/e2e/support/bellhop-process';
import { OWNER } from '../../../test/e2e/support/stage';
import type { BroadcastWorld } from '../../broadcast/broadcast-world';

/** Messages a second while processes are killed: slow, so that one campaign sees many kills, each in the middle of it. */
export const KILLED_RATE = 100;
/** Messages a second in the other campaigns. */
export const RATE = 400;
/** How long a broadcast may need once nothing is broken any more. */
const FINISH_MS = 120_000;
const BEGIN_MS = 60_000;
/** How long Telegram asks to be left alone. */
const RETRY_AFTER_S = 6;
/** How long nothing may leave once Telegram would take messages again and only the admin's pause holds them. */
const WATCHED_MS = 3_000;

/** What became of one broadcast. */
export interface Campaign {
  readonly scenario: string;
  readonly kills: number;
  readonly seconds: number;
  readonly sent: number;
  readonly unknown: number;
  /** People who got it more than once. */
  readonly twice: number;
  /** People whose line is missing or says something else than what they got. */
  readonly missing: number;
}

interface BroadcastInHand {
  readonly id: number;
  readonly text: string;
}

interface BegunCampaign extends BroadcastInHand {
  readonly scenario: string;
  readonly kills: number;
  readonly startedAt: number;
}

/** One broadcast, with processes killed and started again for as long as it runs, at most `mostKills` times. Their rate is the world's. */
export async function killDuring(world: BroadcastWorld, processes: number, mostKills: number): Promise<Campaign> {
  const roles = (index: number): Record<string, string> => (index === 0 ? {} : { ROLES: 'worker' });
  const apps: BellhopProcess[] = [];
  for (let index = 0; index < processes; index += 1) apps.push(await world.start(roles(index)));
  const startedAt = Date.now();
  const { id, text } = await world.beginBroadcast();
  let kills = 0;
  while (kills < mostKills) {
    await pause(100 + Math.random() * 1_000);
    const { total, open } = await world.counts(id);
    // Nobody is open either while the audience is not written yet.
    if (total > 0 && open === 0) break;
    const victim = Math.floor(Math.random() * processes);
    await apps[victim]?.kill();
    kills += 1;
    apps[victim] = await world.start(roles(victim));
  }
  const scenario = `${processes} process${processes > 1 ? 'es' : ''}`;
  const campaign = await conclude(world, { scenario, id, text, kills, startedAt });
  await Promise.all(apps.map((app) => app.stop()));
  return campaign;
}

/** Telegram does not answer for a while in the middle. */
export async function telegramDown(world: BroadcastWorld, seconds: number): Promise<Campaign> {
  return during(world, `Telegram down ${seconds} s`, async () => {
    await world.control.addFault({ effect: { kind: 'down' }, durationMs: seconds * 1_000 });
    await pause(seconds * 1_000);
  });
}

/**
 * Telegram says 429, and meanwhile the admin presses pause. `told` hears how many messages left during the pause, which is
 * watched until well after Telegram's. At `rate` messages a second the broadcast must last longer than it takes to press.
 */
export async function pausedDuring429(
  world: BroadcastWorld,
  told: (messages: number) => void,
  rate = RATE,
): Promise<Campaign> {
  const { control } = world;
  const happen = async ({ id, text }: BroadcastInHand): Promise<void> => {
    const refusal = await control.addFault({
      match: { method: 'sendMessage' },
      effect: { kind: 'status', status: 429, retryAfterSeconds: RETRY_AFTER_S },
      count: 1,
    });
    await eventually(async () => (await control.listFaults()).some(({ id, fired }) => id === refusal.id && fired > 0));
    const refusedAt = Date.now();
    const status = await control.waitForMessage(OWNER, `Broadcast #${id} · under way`, { timeoutMs: 20_000 });
    await control.tapButton(OWNER, status.messageId, `broadcast:pause:${id}`);
    await control.waitForMessage(OWNER, `Broadcast #${id} · on pause`, { timeoutMs: 20_000 });
    // What was under way when the pause was pressed may still arrive.
    await pause(1_000);
    const before = world.received(text).size;
    await pause(Math.max(0, refusedAt + RETRY_AFTER_S * 1_000 - Date.now()) + WATCHED_MS);
    told(world.received(text).size - before);
    await control.tapButton(OWNER, status.messageId, `broadcast:resume:${id}`);
  };
  return during(world, 'paused during a 429', happen, rate);
}

/** The database server is stopped and started again. */
export async function databaseAway(world: BroadcastWorld, seconds: number): Promise<Campaign> {
  return during(world, `database away ${seconds} s`, async () => {
    await world.services.postgres?.stop();
    await pause(seconds * 1_000);
    await world.services.postgres?.startAgain();
  });
}

/** One broadcast in one process, to which something happens once a tenth of it has been sent. */
async function during(
  world: BroadcastWorld,
  scenario: string,
  happen: (begun: BroadcastInHand) => Promise<void>,
  rate = RATE,
): Promise<Campaign> {
  const app = await world.start({ BROADCAST_RATE: String(rate) });
  const startedAt = Date.now();
  const { id, text } = await world.beginBroadcast();
  await eventually(async () => (await world.counts(id)).sent >= world.personIds.length / 10, {
    timeoutMs: BEGIN_MS,
    describe: () => `${scenario}: a tenth was not sent`,
  });
  await happen({ id, text });
  const campaign = await conclude(world, { scenario, id, text, kills: 0, startedAt });
  await app.stop();
  return campaign;
}

async function conclude(world: BroadcastWorld, { scenario, id, text, kills, startedAt }: BegunCampaign) {
  const { sent, unknown } = await world.untilFinished(id, FINISH_MS);
  const seconds = (Date.now() - startedAt) / 1_000;
  const lines = await readLines(world, id);
  const missing = await settled(() => missingOf(world, text, lines));
  const twice = [...world.received(text).values()].filter((times) => times > 1).length;
  return { scenario, kills, seconds, sent, unknown, twice, missing } satisfies Campaign;
}

async function readLines(world: BroadcastWorld, id: number): Promise<ReadonlyMap<number, string>> {
  return world.withDatabase(async (client) => {
    const { rows } = await client.query<{ user_id: string; status: string }>(
      'SELECT user_id, status FROM broadcast_recipients WHERE broadcast_id = $1',
      [id],
    );
    return new Map(rows.map((row) => [Number(row.user_id), row.status]));
  });
}

/** Whoever has no line, or got nothing although the ledger says so, or the other way round. */
function missingOf(world: BroadcastWorld, text: string, lines: ReadonlyMap<number, string>): number {
  const received = world.received(text);
  return world.personIds.filter((person) => {
    const status = lines.get(person);
    return status === 'sent' ? !received.has(person) : status !== 'unknown';
  }).length;
}

/** What the sandbox tells of its last messages is a moment on its way: the count is taken once it is 0, or stays. */
async function settled(count: () => number): Promise<number> {
  for (let look = 0; look < 20 && count() > 0; look += 1) await pause(100);
  return count();
}
