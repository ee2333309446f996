/**
 * npm run chaos:broadcast [-- --tier=embedded --kills=100 --people=5000 --outage=60 --away=20]
 *
 * Application processes are killed (kill -9) at random moments while broadcasts run, half of the time with one process and half
 * with two; then Telegram is down for a while, a broadcast is paused during a 429, and the database is away. Invariants: one
 * terminal line for each recipient, nobody told twice, nobody missing, and no more unknown than messages in flight. Ends with 1
 * when one of that does not hold.
 */
import { BroadcastWorld } from '../broadcast/broadcast-world';
import { readRunOptions } from '../run/run-options';
import { table } from '../run/table';
import { openTierIfPossible, type Tier, type TierServices } from '../run/tier';
import { Verdicts } from '../run/verdicts';
import {
  type Campaign,
  databaseAway,
  KILLED_RATE,
  killDuring,
  pausedDuring429,
  RATE,
  telegramDown,
} from './broadcast/campaigns';

const LATENCY_MS = 40;
/** What the sender lets be under way at the rate of kills: twice rate × latency, the way to the database included. */
const IN_FLIGHT = Math.ceil((KILLED_RATE * 2 * (LATENCY_MS + 60)) / 1000) + 1;
const SETTINGS = { BROADCAST_RATE: String(KILLED_RATE) };

const options = readRunOptions({ kills: 100, people: 5_000, outage: 60, away: 20 });

async function runTier(services: TierServices, verdicts: Verdicts): Promise<void> {
  const { tier } = services;
  const { people, kills, outage, away } = options;
  console.log(
    `\n== ${tier}: ${people} recipients, ${KILLED_RATE} messages/s while killed, ${RATE} else, ${LATENCY_MS} ms latency ==`,
  );
  const world = await BroadcastWorld.open(services, {
    people,
    latencyMs: LATENCY_MS,
    flood: 'off',
    settings: SETTINGS,
  });
  const campaigns: Campaign[] = [];
  const startedAt = Date.now();
  const add = (campaign: Campaign): void => {
    campaigns.push(campaign);
    console.log(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${lineOf(campaign)}`);
  };
  try {
    const first = await world.start();
    await world.introduceEverybody();
    await first.stop();
    for (const processes of [1, 2]) {
      for (let left = Math.ceil(kills / 2); left > 0;) {
        const campaign = await killDuring(world, processes, left);
        add(campaign);
        left -= Math.max(1, campaign.kills);
      }
    }
    if (outage > 0) add(await telegramDown(world, outage));
    add(
      await pausedDuring429(world, (messages) =>
        verdicts.invariant(`${tier}: nobody is told anything during a pause`, messages === 0, messages),
      ),
    );
    if (away > 0 && world.services.postgres) add(await databaseAway(world, away));
    else if (away > 0) verdicts.leftOut(`${tier}: the database away`, 'its server is the application’s own');
  } catch (error) {
    verdicts.invariant(`${tier}: everything came to its end`, false, error instanceof Error ? error.message : '');
  } finally {
    await world.close();
  }
  judge(tier, campaigns, verdicts);
}

function judge(tier: Tier, campaigns: readonly Campaign[], verdicts: Verdicts): void {
  const headings = ['scenario', 'kills', 'seconds', 'sent', 'unknown', 'twice', 'missing'];
  console.log(`\n${table(headings, campaigns.map(cellsOf))}`);
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

const cellsOf = (one: Campaign): (string | number)[] => [
  one.scenario,
  one.kills,
  one.seconds,
  one.sent,
  one.unknown,
  one.twice,
  one.missing,
];

const lineOf = ({ scenario, kills, seconds, sent, unknown, twice, missing }: Campaign): string =>
  `${scenario}: ${kills} kills, ${seconds.toFixed(1)} s, ${sent} sent, ${unknown} unknown, ${twice} twice, ${missing} missing`;

async function main(): Promise<void> {
  const verdicts = new Verdicts();
  for (const tier of options.tiers) {
    const services = await openTierIfPossible(tier, verdicts);
    if (services) await runTier(services, verdicts);
  }
  console.log('');
  verdicts.print();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
