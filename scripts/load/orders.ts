/**
 * npm run load:orders [-- --people=10,50,200 --megabytes=50 --within=1000 --tier=embedded]
 *
 * Crowds that order at once with large files over slow links (5 MB/s each) while ten others search and download from
 * the library: how long everybody waits for the first answer, beside what the same people waited before on an idle
 * machine, and beside a bare Telegraf bot that does one INSERT for each order of the same rush.
 *
 * "At once" is within one second, each at a moment of chance; `--within=0` is the very same instant. Sandbox, crowd,
 * application and PostgreSQL share the machine. A wait begins when the message is in Telegram and ends when Telegram has
 * the answer. Orders number two waits: for the question after the media, and for the thanks after the series, which each
 * person gives at once.
 */
import { parseArgs } from 'node:util';
import { summarise } from '../run/latencies';
import { table } from '../run/table';
import { openTierIfPossible, tiers, type Tier } from '../run/tier';
import { Verdicts } from '../run/verdicts';
import { questionKinds, type Answers } from './orders/crowd';
import { floorSeconds, runTrial, type TrialOptions, type TrialResult } from './orders/trial';

const GOAL = { p99Ms: 50, timesIdle: 2, eventLoopP99Ms: 50 };
/** Different files of one crowd: more would only be more waves of the same, and the whole run is to stay below 8 minutes. */
const MOST_FILES = 60;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '10,50,200' },
    megabytes: { type: 'string', default: '50' },
    within: { type: 'string', default: '1000' },
    files: { type: 'string', default: String(MOST_FILES) },
    tier: { type: 'string', default: 'embedded' },
  },
});

/** One row of the table at the end. */
type Row = (string | number | undefined)[];
const HEADINGS = [
  ...['people', 'order p50', 'p95', 'p99', 'series p99', 'search p99', 'download p99', 'bare bot p99'],
  ...['MB', 'lag ms', 'downloads', 'at once', 'complete'],
];

async function main(): Promise<void> {
  const verdicts = new Verdicts();
  const rows: Row[] = [];
  for (const tier of values.tier.split(',')) {
    if (!isTier(tier)) throw new Error(`there is no tier "${tier}", only ${tiers.join(', ')}`);
    for (const people of values.people.split(',').map(Number)) {
      const options: TrialOptions = {
        people,
        // A fifth of them sends a file that somebody else sends as well.
        distinctFiles: Math.min(Number(values.files), Math.ceil(people * 0.8)),
        megabytes: Number(values.megabytes),
        megabytesPerSecond: 5,
        maxConcurrentDownloads: 5,
        withinMs: Number(values.within),
        readers: 10,
        // Enough for the percentiles they are compared by, and for the application to be as warm as it is in service.
        idleRounds: 40,
        withPeer: true,
      };
      const services = await openTierIfPossible(tier, verdicts);
      if (!services) break;
      const label = `${tier}, ${people} people`;
      console.log(`\n${tier}: ${describe(options)}`);
      try {
        const result = await runTrial(options, services);
        print(options, result);
        judge(label, options, result, verdicts);
        rows.push(inShort(label, result));
      } catch (error) {
        // The others are worth seeing all the same.
        console.error(error);
        verdicts.invariant(`${label}: the run comes to its end`, false, (error as Error).message);
      }
    }
  }
  console.log(`\nms until the first answer, in the rush and while files came\n${table(HEADINGS, rows)}\n`);
  verdicts.print();
}

const together = ({ rush, after }: TrialResult, kind: keyof Answers) => summarise([...rush[kind], ...after[kind]]);

function inShort(label: string, result: TrialResult): Row {
  const { p50, p95, p99 } = together(result, 'order');
  const { app, downloads, peer, ordersByStatus } = result;
  const others = (['series', 'search', 'download'] as const).map((kind) => together(result, kind).p99);
  return [
    ...[label, p50, p95, p99, ...others, peer.length > 0 ? summarise(peer).p99 : undefined],
    ...[app.peakMegabytes, app.eventLoopP99Ms, downloads.count, downloads.mostAtOnce, ordersByStatus.complete ?? 0],
  ];
}

const isTier = (name: string): name is Tier => tiers.some((tier) => tier === name);

const describe = ({ people, distinctFiles, megabytes, withinMs, readers }: TrialOptions): string =>
  `${people} people order ${withinMs === 0 ? 'in the same instant' : `within ${withinMs} ms`}, ` +
  `${distinctFiles} different files of ${megabytes} MB; ${readers} others search and download`;

function print(options: TrialOptions, result: TrialResult): void {
  const { idle, rush, after, peer, app, cores, downloads } = result;
  const row = (name: string, measured: readonly number[], before?: readonly number[]) => {
    const { count, p50, p95, p99, max } = summarise(measured);
    const usual = before && summarise(before);
    return [name, count, p50, p95, p99, max, usual?.p50, usual?.p99, usual && p99 / usual.p99];
  };
  const rows = [
    ...questionKinds.map((kind) => row(`${kind}, in the rush`, rush[kind], idle[kind])),
    row('search, while files come', after.search, idle.search),
    row('download, while files come', after.download, idle.download),
    row('bare Telegraf, order in the rush', peer),
  ];
  console.log(table(['ms', 'n', 'p50', 'p95', 'p99', 'max', 'idle p50', 'idle p99', 'p99 × idle'], rows));
  console.log(
    `files: ${downloads.count} downloads of ${downloads.distinctFiles} files, ${downloads.mostAtOnce} at once at most, ` +
      `${downloads.seconds.toFixed(1)} s (floor ${floorSeconds(options)} s)\n` +
      `application: ${app.peakMegabytes.toFixed(0)} MB at most (${app.idleMegabytes.toFixed(0)} before), event loop p99 ${app.eventLoopP99Ms} ms\n` +
      `cores: application ${app.cores.toFixed(2)}, sandbox and crowd ${cores.sandboxAndCrowd.toFixed(2)}, ` +
      `everything else ${cores.others.toFixed(2)}`,
  );
}

function judge(label: string, options: TrialOptions, result: TrialResult, verdicts: Verdicts): void {
  const { downloads, toldOnce, ordersByStatus, idle, app } = result;
  const { people, distinctFiles, maxConcurrentDownloads, megabytes } = options;
  const states = Object.keys(ordersByStatus);
  verdicts.invariant(`${label}: every order is complete`, states.join() === 'complete', JSON.stringify(ordersByStatus));
  verdicts.invariant(`${label}: each person is told once`, toldOnce === people, `${toldOnce} of ${people}`);
  const once = downloads.count === distinctFiles && downloads.distinctFiles === distinctFiles;
  verdicts.invariant(`${label}: each file is downloaded once`, once, `${downloads.count} of ${distinctFiles}`);
  const within = downloads.mostAtOnce <= maxConcurrentDownloads;
  verdicts.invariant(`${label}: at most ${maxConcurrentDownloads} downloads at once`, within, downloads.mostAtOnce);
  // What is held of the files is what passes through, not the files.
  const grownBy = app.peakMegabytes - app.idleMegabytes;
  const grown = `${grownBy.toFixed(0)} MB over ${app.idleMegabytes.toFixed(0)} MB`;
  const bound = maxConcurrentDownloads * megabytes;
  verdicts.invariant(`${label}: memory grows by less than the ${bound} MB under way`, grownBy < bound, grown);
  const { eventLoopP99Ms: lag } = app;
  verdicts.goal(`${label}: event loop p99 ≤ ${GOAL.eventLoopP99Ms} ms`, lag <= GOAL.eventLoopP99Ms, `${lag} ms`);
  for (const kind of questionKinds) {
    const [{ p99 }, usual] = [together(result, kind), summarise(idle[kind])];
    const ratio = p99 / usual.p99;
    const isMet = p99 <= GOAL.p99Ms && ratio <= GOAL.timesIdle;
    const seen = `${p99.toFixed(0)} ms, ${ratio.toFixed(1)} × idle`;
    verdicts.goal(`${label}: p99 of ${kind} ≤ ${GOAL.p99Ms} ms and ≤ ${GOAL.timesIdle} × idle`, isMet, seen);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
