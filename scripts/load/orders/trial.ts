import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../test/e2e/support/eventually';
import type { BellhopProcess, Health } from '../../../test/e2e/support/bellhop-process';
import { noise, untilProcessed, upload } from '../../../test/e2e/support/library';
import { addProduct } from '../../../test/e2e/support/orders';
import { Stage, TOKEN } from '../../../test/e2e/support/stage';
import { residentMegabytes, watchProcess } from '../../run/process-watch';
import type { TierServices } from '../../run/tier';
import { withDatabase } from '../../run/with-database';
import { Answers, Crowd } from './crowd';
import { QuestionClock } from './question-clock';
import { Transfers } from './transfers';

const MB = 1 << 20;
const PRODUCT = 'A100';
const PEER_TOKEN = `2000:${'token_of_no_real_bot'.padEnd(35, 'x')}`;
const BOT_ID = Number(TOKEN.split(':')[0]);
const PEER_ID = Number(PEER_TOKEN.split(':')[0]);
const FIRST_CUSTOMER = 10_000;
const FIRST_READER = 50_000;
/** Messages to the bare bot before its turn: it is warm then, and its connections are open. */
const WARM_UP = 20;
/** Between two files of one reader: with ten of them some ten answers a second, a third of what Telegram takes in all. */
const READING_MS = 2_000;

export interface TrialOptions {
  /** How many order at once, one file each. */
  readonly people: number;
  /** How many different files they send; the others send the first of them as well. */
  readonly distinctFiles: number;
  readonly megabytes: number;
  readonly megabytesPerSecond: number;
  readonly maxConcurrentDownloads: number;
  /** The orders are spread over so many milliseconds by chance; 0: all in the same instant. */
  readonly withinMs: number;
  /** How many search and download from the library meanwhile. */
  readonly readers: number;
  /** Orders one after the other before the rush, three look-ups with each. */
  readonly idleRounds: number;
  /** Whether a bare bot takes the same rush as well. */
  readonly withPeer: boolean;
}

export interface TrialResult {
  readonly idle: Answers;
  /** From the first order until the last one has been given its series. */
  readonly rush: Answers;
  /** After the rush, while files come in. */
  readonly after: Answers;
  /** A bare bot's answers to the same rush of orders. */
  readonly peer: readonly number[];
  /** `idleMegabytes`: what it held just before the rush. */
  readonly app: { peakMegabytes: number; idleMegabytes: number; cores: number; eventLoopP99Ms: number };
  /** Cores used by this process (sandbox and crowd) and by everything else, which is PostgreSQL on a quiet machine. */
  readonly cores: { sandboxAndCrowd: number; others: number };
  readonly downloads: { count: number; distinctFiles: number; mostAtOnce: number; seconds: number };
  readonly completeOrders: number;
  readonly ordersByStatus: Readonly<Record<string, number>>;
  /** People who were told exactly once that their order is complete. */
  readonly toldOnce: number;
}

/** The least seconds in which the files can come, by their size, the speed of the links and the places. */
export function floorSeconds({ distinctFiles, megabytes, megabytesPerSecond, maxConcurrentDownloads }: TrialOptions) {
  return Math.ceil(distinctFiles / maxConcurrentDownloads) * (megabytes / megabytesPerSecond);
}

/** One crowd, from an empty database to the last notice. */
export async function runTrial(options: TrialOptions, services: TierServices): Promise<TrialResult> {
  const limit = (options.megabytes + 1) * MB;
  const stage = await Stage.open({ maxDownloadBytes: limit, callLogSize: 100 }, { services });
  const stop = new AbortController();
  try {
    const { people } = stage;
    const app = await stage.startApp({
      TELEGRAM_MAX_DOWNLOAD_BYTES: String(limit),
      MAX_CONCURRENT_DOWNLOADS: String(options.maxConcurrentDownloads),
      LOG_LEVEL: 'warn',
    });
    await prepare(stage, options);
    const clock = await QuestionClock.start(people);
    const crowd = new Crowd(people, clock, BOT_ID);
    const customers = range(FIRST_CUSTOMER, options.people);
    const readers = range(FIRST_READER, options.readers);

    const idle = new Answers();
    for (let round = 0; round < options.idleRounds; round += 1)
      await visit(stage, crowd, { round, customers, readers, idle });
    await people.addFault({
      match: { method: 'file-download' },
      effect: { kind: 'slow', bytesPerSecond: options.megabytesPerSecond * MB },
    });
    const files = await makeFiles(stage, options);
    const moments = customers.map(() => Math.random() * options.withinMs);

    const peer = options.withPeer
      ? await rushAtPeer(stage, services, new Crowd(people, clock, PEER_ID), { customers, files, moments })
      : [];

    await eventually(
      () => customers.reduce((sum, one) => sum + clock.completions(BOT_ID, one), 0) === options.idleRounds,
      {
        timeoutMs: 60_000,
        describe: () => 'the orders of the idle rounds were not completed',
      },
    );
    const transfers = await Transfers.watch(people);
    const told = new Map(customers.map((person) => [person, clock.completions(BOT_ID, person)]));
    const hasBeenTold = (person: number): number => clock.completions(BOT_ID, person) - (told.get(person) ?? 0);
    const [before, rush, after] = [new Answers(), new Answers(), new Answers()];
    const use = await watchDuring(app, async () => {
      let current = before;
      const browsing = crowd.browse(readers, () => current, stop.signal, READING_MS);
      const ordering = async (): Promise<void> => {
        // The others are at it already when the crowd comes.
        await pause(READING_MS);
        current = rush;
        await Promise.all(
          customers.map(async (person, index) => {
            await pause(moments[index] ?? 0);
            rush.order.push(await crowd.order(person, PRODUCT, files[index] ?? ''));
            rush.series.push(await crowd.giveSeries(person));
          }),
        );
        current = after;
        await eventually(() => customers.every((person) => hasBeenTold(person) > 0), {
          timeoutMs: floorSeconds(options) * 2_000 + 60_000,
          everyMs: 100,
          describe: () => `${customers.filter((person) => hasBeenTold(person) === 0).length} orders were not completed`,
        });
        stop.abort();
      };
      await Promise.all([browsing, ordering()]);
    });
    const ordersByStatus = await countOrders(stage, services);
    transfers.stop();
    clock.stop();
    return {
      idle,
      rush,
      after,
      peer,
      ...use,
      downloads: {
        count: transfers.count,
        distinctFiles: transfers.distinctFiles,
        mostAtOnce: transfers.mostAtOnce(),
        seconds: transfers.spanMs() / 1_000,
      },
      completeOrders: customers.filter((person) => hasBeenTold(person) > 0).length,
      toldOnce: customers.filter((person) => hasBeenTold(person) === 1).length,
      ordersByStatus,
    };
  } finally {
    stop.abort();
    await stage.close();
  }
}

async function prepare(stage: Stage, { people: count, readers, megabytes }: TrialOptions): Promise<void> {
  const { people } = stage;
  await people.addBot({ token: PEER_TOKEN });
  await people.addPeople({ count, firstId: FIRST_CUSTOMER, languageCode: 'en' });
  await people.addPeople({ count: readers, firstId: FIRST_READER, languageCode: 'en' });
  await addProduct(stage, { code: PRODUCT, name: 'Flyer', kinds: ['document'], limitMb: String(megabytes) });
  for (const title of ['Guest handbook', 'Bar menu', 'House rules']) {
    await upload(stage, { title, fileName: `${title}.pdf`, bytes: noise(20_000, title) });
  }
  for (const title of ['Guest handbook', 'Bar menu', 'House rules']) await untilProcessed(stage, title);
}

/** One customer orders a small file, one reader looks something up, each waiting for the answer before the next. */
async function visit(
  stage: Stage,
  crowd: Crowd,
  { round, customers, readers, idle }: { round: number; customers: number[]; readers: number[]; idle: Answers },
): Promise<void> {
  const customer = customers[round % customers.length] ?? FIRST_CUSTOMER;
  const { fileUniqueId } = await stage.people.addFile({ kind: 'document', size: 1_000 + round });
  idle.order.push(await crowd.order(customer, PRODUCT, fileUniqueId));
  idle.series.push(await crowd.giveSeries(customer));
  for (let i = 0; i < 3; i += 1) {
    await crowd.findAndDownload(readers[(3 * round + i) % readers.length] ?? FIRST_READER, idle);
  }
}

/** The file that each customer sends: all different as far as there are different ones, then the first for the others. */
async function makeFiles(stage: Stage, { people, distinctFiles, megabytes }: TrialOptions): Promise<string[]> {
  const distinct: string[] = [];
  for (let index = 0; index < distinctFiles; index += 1) {
    const { fileUniqueId } = await stage.people.addFile({
      kind: 'document',
      size: megabytes * MB,
      fileName: `drawing-${index}.pdf`,
    });
    distinct.push(fileUniqueId);
  }
  return range(0, people).map((index) => distinct[index] ?? distinct[0] ?? '');
}

/** The same orders, at the same moments, to a bot that does one INSERT and answers. */
async function rushAtPeer(
  stage: Stage,
  services: TierServices,
  crowd: Crowd,
  { customers, files, moments }: { customers: number[]; files: string[]; moments: number[] },
): Promise<number[]> {
  return withDatabase(services, stage.dataDir, async (client, target) => {
    await client.query(
      'CREATE TABLE bare_updates (id bigserial PRIMARY KEY, update_id bigint, user_id bigint, received_at timestamptz)',
    );
    const peer = fork(join(__dirname, '../../bench/updates/telegraf.peer.ts'), {
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        BOT_TOKEN: PEER_TOKEN,
        TELEGRAM_API_ROOT: stage.sandbox.url,
        POSTGRES_TARGET: JSON.stringify(target),
      },
    });
    const gone = once(peer, 'exit');
    try {
      for (let round = 0; round < WARM_UP; round += 1) await crowd.giveSeries(customers[0] ?? FIRST_CUSTOMER);
      return await Promise.all(
        customers.map(async (person, index) => {
          await pause(moments[index] ?? 0);
          return crowd.order(person, PRODUCT, files[index] ?? '');
        }),
      );
    } finally {
      peer.kill('SIGTERM');
      await gone;
    }
  });
}

async function countOrders(stage: Stage, services: TierServices): Promise<Record<string, number>> {
  return withDatabase(services, stage.dataDir, async (client) => {
    const { rows } = await client.query<{ status: string; orders: number }>(
      'SELECT status, count(*)::int AS orders FROM orders GROUP BY status ORDER BY status',
    );
    return Object.fromEntries(rows.map(({ status, orders }) => [status, orders]));
  });
}

/** Memory, processor time and the lag of the event loop while `work` runs. */
async function watchDuring(
  app: BellhopProcess,
  work: () => Promise<void>,
): Promise<Pick<TrialResult, 'app' | 'cores'>> {
  const idleMegabytes = await residentMegabytes(app.pid);
  const memory = watchProcess(app.pid);
  const startedAt = performance.now();
  const [ownBefore, machineBefore] = [process.cpuUsage(), busyMs()];
  let eventLoopP99Ms = 0;
  const note = ({ body }: { body: Health }): void => {
    const { eventLoopP99Ms: lag = 0 } = (body.process ?? {}) as { eventLoopP99Ms?: number };
    eventLoopP99Ms = Math.max(eventLoopP99Ms, lag);
  };
  // It tells the figure of its last ten seconds; asked more often, the asking would be part of what is measured. An app that
  // does not answer in time shows in everything else.
  const ask = (): Promise<void> => app.health().then(note, () => undefined);
  const asking = setInterval(() => void ask(), 8_000);
  try {
    await work();
    await ask();
  } finally {
    clearInterval(asking);
    await memory.stop();
  }
  const elapsedMs = performance.now() - startedAt;
  const own = process.cpuUsage(ownBefore);
  const sandboxAndCrowd = (own.user + own.system) / 1_000 / elapsedMs;
  const used = await memory.stop();
  const others = (busyMs() - machineBefore) / elapsedMs - sandboxAndCrowd - used.cores;
  return { app: { ...used, idleMegabytes, eventLoopP99Ms }, cores: { sandboxAndCrowd, others: Math.max(0, others) } };
}

const busyMs = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);
