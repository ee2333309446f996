import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../test/e2e/support/eventually';
import { BroadcastWorld } from '../../broadcast/broadcast-world';
import { alongside } from '../../run/alongside';
import { summarise } from '../../run/latencies';
import { openTier, type Tier } from '../../run/tier';
import type { Verdicts } from '../../run/verdicts';
import { floodOf, LATENCY_MS, type Limit, shareOf } from './limits';
import type { MeasuredRow } from './measured-row';

const IDLE_MS = 15_000;
const ASK_EVERY_MS = 1_000;
/** Every 20th has blocked the bot and every 100th is gone. */
const isBlocked = (index: number): boolean => index % 20 === 7;
const isGone = (index: number): boolean => index % 100 === 13;

/** A broadcast of the application to `people` under a limit, while some go on asking the bot for something. */
export async function measureOurs(
  tier: Tier,
  people: number,
  limit: Limit,
  verdicts: Verdicts,
  { idleMs = IDLE_MS }: { idleMs?: number } = {},
): Promise<MeasuredRow> {
  const settings = { BROADCAST_RATE: String(limit.rate), BROADCAST_PAID: String(limit.paid) };
  const world = await BroadcastWorld.open(await openTier(tier), {
    people,
    latencyMs: LATENCY_MS,
    flood: 'off',
    settings,
  });
  try {
    await world.start();
    await world.introduceEverybody();
    await makeSomeUnreachable(world);
    const idle = await answerTimes(world, limit.askers, () => pause(idleMs));
    await world.control.changeSettings({ flood: floodOf(limit) });
    const { id } = await world.beginBroadcast();
    const during = await answerTimes(world, limit.askers, async () => {
      await world.untilFinished(id, (people / limit.rate) * 2_000 + 60_000);
    });
    const seconds = await secondsOf(world, id);
    const counts = await world.counts(id);
    const { flood } = await world.control.getStats();
    const refusals = flood.refusedOverall + flood.refusedPerChat;
    // Answers are counted by the same limit; what is paid for has one of its own.
    const share = shareOf(counts.total + (limit.paid ? 0 : during.length), seconds, limit);
    const name = `${limit.rate}/s`;
    verdicts.goal(`${name}: share of the limit at least ${limit.goal}`, share >= limit.goal, share.toFixed(3));
    verdicts.goal(`${name}: refusals (429) at most 0.1 %`, refusals <= people / 1000, refusals);
    const [quiet, busy] = [summarise(idle), summarise(during)];
    verdicts.goal(
      `${name}: answers to people, p99 at most 2 × idle`,
      busy.p99 <= 2 * quiet.p99,
      `${busy.p99.toFixed(0)} ms (${busy.count} answers), idle ${quiet.p99.toFixed(0)} ms (${quiet.count})`,
    );
    verdicts.invariant(
      `${name}: everybody is accounted for`,
      counts.total === people + 1 && counts.open === 0 && counts.unknown === 0,
      JSON.stringify(counts),
    );
    return { who: 'Bellhop', people, seconds, share, refusals, lost: counts.unknown };
  } finally {
    await world.close();
  }
}

/** Some have blocked the bot or are gone while nobody listened: the bot finds out only when it tries. */
async function makeSomeUnreachable(world: BroadcastWorld): Promise<void> {
  const { control, personIds } = world;
  const blocked = personIds.filter((_, index) => isBlocked(index));
  for (const person of blocked) await control.block(person);
  for (const person of personIds.filter((_, index) => isGone(index))) {
    await control.changePerson(person, { deactivated: true });
  }
  await world.withDatabase(async (client) => {
    await eventually(
      async () => {
        const { rowCount } = await client.query(`SELECT 1 FROM users WHERE reachability = 'blocked'`);
        return rowCount === blocked.length;
      },
      { timeoutMs: 60_000, describe: () => 'the bot did not hear of those who blocked it' },
    );
    await client.query(`UPDATE users SET reachability = 'reachable'`);
  });
}

/** People who ask for help about once a second each while `work` goes on; milliseconds to each answer. */
async function answerTimes(world: BroadcastWorld, askers: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const ask = async (person: number): Promise<void> => {
    const startedAt = performance.now();
    const asked = await world.control.sendText(person, '/help');
    await world.control.waitForMessage(person, 'What I can do', { since: asked, timeoutMs: 30_000 });
    times.push(performance.now() - startedAt);
    await pause(ASK_EVERY_MS);
  };
  const able = world.personIds.filter((_, index) => !isBlocked(index) && !isGone(index)).slice(0, askers);
  const working = work();
  const asking = able.map((person) =>
    alongside(
      () => working,
      () => ask(person),
    ),
  );
  await Promise.all([working, ...asking]);
  return times;
}

async function secondsOf(world: BroadcastWorld, id: number): Promise<number> {
  return world.withDatabase(async (client) => {
    const { rows } = await client.query<{ seconds: number }>(
      `SELECT extract(epoch FROM max(r.settled_at) - b.started_at)::float8 AS seconds
       FROM broadcasts b JOIN broadcast_recipients r ON r.broadcast_id = b.id WHERE b.id = $1 GROUP BY b.started_at`,
      [id],
    );
    return rows[0]?.seconds ?? 0;
  });
}
