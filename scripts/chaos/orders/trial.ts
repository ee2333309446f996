import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Sandbox } from '../../../sandbox/src';
import { type BellhopProcess } from '../../../test/e2e/support/bellhop-process';
import { eventually } from '../../../test/e2e/support/eventually';
import { addProduct, mediaFolder } from '../../../test/e2e/support/orders';
import { Stage } from '../../../test/e2e/support/stage';
import { connectToApp } from '../../run/app-database';
import { summarise } from '../../run/latencies';
import { killPostmaster } from '../../run/postgres-server';
import type { TierServices } from '../../run/tier';
import type { Verdicts } from '../../run/verdicts';
import { type Aftermath, filesIn, inspect } from './aftermath';
import { OrderCrowd, products, series } from './crowd';
import { HealthLog } from './health-log';
import { NoticeLog } from './notice-log';

export interface TrialOptions {
  /** How long each outage lasts at least, in seconds. It goes on until its breaker has opened, within a bound. */
  seconds: number;
  /** How often the application is killed. */
  kills: number;
  people: number;
}

/** One line of the table. */
export interface Storm {
  name: string;
  seconds: number;
  answers: number;
  p50: number;
  p99: number;
  remark: string;
}

export interface TrialReport extends Aftermath {
  storms: Storm[];
  starts: number;
}

/** The app gives a download up sooner than by default, so that a run needn't wait minutes for each one that hangs. */
const SETTINGS = { DOWNLOAD_TIMEOUT: '20', DOWNLOAD_STALL_TIMEOUT: '5', LOG_LEVEL: 'warn' };
const CUT_SHARE = 0.3;
const CUT_AFTER_BYTES = 100_000;
const LONGEST_REST_MS = 10_000;
const SETTLE_MS = 240_000;
/** What one person is still to be told takes a second each on top: no chat takes more. */
const CHAT_PACE_MS = 1_000;
/** A breaker that is to open has opened this long after the planned end of an outage, which goes on until then. */
const NOTICED_MS = 30_000;
/** After an outage, everything is as before within this. */
const RECOVERY_MS = 60_000;

/** One tier through all storms, one after the other, while people go on ordering. */
export class OrdersTrial {
  private readonly storms: Storm[] = [];
  private readonly health = new HealthLog(() => this.app);
  private app: BellhopProcess | undefined;
  private starts = 0;

  private constructor(
    private readonly stage: Stage,
    private readonly services: TierServices,
    private readonly crowd: OrderCrowd,
    private readonly notices: NoticeLog,
    private readonly options: TrialOptions,
    private readonly verdicts: Verdicts,
  ) {}

  static async run(services: TierServices, options: TrialOptions, verdicts: Verdicts): Promise<TrialReport> {
    const stage = await Stage.open({ maxMessages: 100_000, maxMessagesPerChat: 20_000 }, { services });
    const crowd = new OrderCrowd(stage, { people: options.people, restMs: LONGEST_REST_MS });
    const trial = new OrdersTrial(stage, services, crowd, await NoticeLog.open(stage), options, verdicts);
    try {
      return await trial.run();
    } finally {
      await trial.health.stop();
      await stage.close();
    }
  }

  private get faults(): Sandbox['control'] {
    return this.stage.people;
  }

  private async run(): Promise<TrialReport> {
    await this.startApp();
    for (const product of products) await addProduct(this.stage, product);
    await this.crowd.arrive();
    await this.faults.addFault({
      match: { method: 'file-download', probability: CUT_SHARE },
      effect: { kind: 'cut', afterBytes: CUT_AFTER_BYTES },
    });
    await this.storm('30 % of downloads cut', () => this.wait(this.options.seconds).then(() => ''));
    await this.storm('Telegram answers 502', () => this.telegramFails());
    if (this.services.redis) await this.storm('Redis stopped', () => this.redisStops());
    await this.storm('PostgreSQL stopped', () => this.databaseStops());
    await this.storm(`kill -9, ${this.options.kills} times`, () => this.killTimeAndAgain());
    await this.storm('afterwards', () => this.settle());
    const database = await connectToApp(this.stage.dataDir, this.services);
    const { unanswered, putOff } = this.crowd;
    const lost = unanswered.map((what) => `: ${what}`).join('') + (await unhandled(database));
    this.verdicts.invariant(
      'everything people send is answered',
      unanswered.length === 0,
      `${unanswered.length} are not, ${putOff} were asked to try again${lost}`,
    );
    const aftermath = await inspect(this.stage, database, this.notices, this.verdicts).finally(() => database.end());
    return { ...aftermath, storms: this.storms, starts: this.starts };
  }

  private async storm(name: string, rage: () => Promise<string>): Promise<void> {
    const before = this.crowd.answerTimes.length;
    const startedAt = performance.now();
    const remark = await rage();
    const { count, p50, p99 } = summarise(this.crowd.answerTimes.slice(before));
    const seconds = (performance.now() - startedAt) / 1000;
    this.storms.push({ name, seconds, answers: count, p50, p99, remark });
    console.log(`  ${name}: ${seconds.toFixed(0)} s, ${count} answers, ${remark}`);
  }

  private async telegramFails(): Promise<string> {
    const sinceMs = performance.now();
    const fault = await this.faults.addFault({ effect: { kind: 'status', status: 502 } });
    await this.wait(this.options.seconds);
    await this.untilOpen('telegram-api', sinceMs);
    // The oldest fault that matches wins: the cuts go on beneath this one and are back when it is gone.
    await this.faults.removeFault(fault.id);
    return this.untilBreaker('telegram-api', sinceMs);
  }

  private async redisStops(): Promise<string> {
    const { redis } = this.services;
    const sinceMs = performance.now();
    await redis?.stop();
    await this.wait(this.options.seconds);
    await this.untilOpen('redis', sinceMs);
    await redis?.startAgain();
    return this.untilBreaker('redis', sinceMs);
  }

  private async databaseStops(): Promise<string> {
    const { postgres } = this.services;
    if (postgres) {
      await postgres.stop();
      await this.wait(this.options.seconds);
      await postgres.startAgain();
    } else {
      // Nobody can keep the application's own server stopped: it is killed, and killed again.
      const times = Math.max(2, Math.round(this.options.seconds / 10));
      for (let time = 0; time < times; time += 1) {
        await killPostmaster(join(this.stage.dataDir, 'postgres'));
        await this.wait(this.options.seconds / times);
      }
    }
    const backMs = performance.now();
    await this.app?.untilReady(RECOVERY_MS);
    const seconds = ((performance.now() - backMs) / 1000).toFixed(1);
    this.verdicts.invariant(
      'the process outlives its database',
      this.app?.isRunning === true,
      `ready ${seconds} s after it`,
    );
    return `ready again after ${seconds} s`;
  }

  private async killTimeAndAgain(): Promise<string> {
    let early = 0;
    for (let kill = 0; kill < this.options.kills; kill += 1) {
      await pause(randomInt(3_000));
      if (!this.isReady) early += 1;
      await this.app?.kill();
      await this.startApp(false);
      // Most meet the application at work, some while it starts.
      if (kill % 5 !== 0) await this.untilReady();
    }
    await this.untilReady();
    return early > 0 ? `${early} of them while it started` : '';
  }

  private isReady = false;

  private async startApp(wait = true): Promise<void> {
    this.isReady = false;
    this.app = await this.stage.spawnApp(SETTINGS);
    this.starts += 1;
    if (wait) await this.untilReady();
  }

  private async untilReady(): Promise<void> {
    await this.app?.untilReady(RECOVERY_MS);
    this.isReady = true;
  }

  /** A short outage on a busy machine may meet too few calls to be noticed: it then lasts a little longer. */
  private async untilOpen(breaker: string, sinceMs: number): Promise<void> {
    const isSeen = (): boolean => this.health.firstSeen(breaker, 'open', sinceMs) !== null;
    await eventually(isSeen, { timeoutMs: NOTICED_MS, everyMs: 100 }).catch(() => undefined);
  }

  private async untilBreaker(breaker: string, sinceMs: number): Promise<string> {
    const outageS = (performance.now() - sinceMs) / 1000;
    const opened = this.health.firstSeen(breaker, 'open', sinceMs);
    this.verdicts.invariant(
      `the breaker ${breaker} opens`,
      opened !== null,
      opened === null ? 'never' : `after ${(opened / 1000).toFixed(1)} s`,
    );
    const endMs = performance.now();
    await eventually(() => this.health.stateOf(breaker) === 'closed', { timeoutMs: RECOVERY_MS, everyMs: 100 }).catch(
      () => undefined,
    );
    const isClosed = this.health.stateOf(breaker) === 'closed';
    const closed = ((performance.now() - endMs) / 1000).toFixed(1);
    this.verdicts.invariant(
      `the breaker ${breaker} closes by itself`,
      isClosed,
      `${closed} s after the end of ${outageS.toFixed(0)} s`,
    );
    return `breaker opened after ${((opened ?? 0) / 1000).toFixed(1)} s, closed ${closed} s after the end`;
  }

  /** Nobody begins anything new; whoever is still asked for a series gives it. Answers what was waited for last. */
  private async settle(): Promise<string> {
    const startedAt = performance.now();
    const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(0);
    await this.faults.removeFaults();
    await this.crowd.leave();
    let remark = `the last answer after ${seconds()} s`;
    const database = await connectToApp(this.stage.dataDir, this.services);
    let open = '';
    try {
      const paceMs = (await mostForOne(database)) * CHAT_PACE_MS;
      const unfinished = join(mediaFolder(this.stage), 'incoming');
      await eventually(
        async () => {
          open = await this.openWork(database);
          if (open !== '') remark = `${open} until ${seconds()} s`;
          return open === '' && (await filesIn(unfinished)).length === 0;
        },
        { timeoutMs: SETTLE_MS + paceMs, everyMs: 2_000 },
      ).catch(() => undefined);
      if (open !== '') await this.explain(database);
    } finally {
      await database.end();
    }
    return remark;
  }

  /** What is known of work that is left open: its rows, and what the application says. */
  private async explain(database: Client): Promise<void> {
    const { rows: files } = await database.query<object>(
      `SELECT id, status, revision, attempts, loss_count, awaits_place, failure, due_at - now() AS due,
         lost_after - now() AS lost FROM product_media WHERE status IN ('pending', 'downloading') ORDER BY id LIMIT 20`,
    );
    const { rows: notices } = await database.query<object>(
      `SELECT id, status, revision, loss_count, lost_after - now() AS lost FROM order_notices
       WHERE status IN ('pending', 'sending') ORDER BY id LIMIT 20`,
    );
    for (const row of [...files, ...notices]) console.log(`  left: ${JSON.stringify(row)}`);
    const health = await this.app?.health().catch(() => undefined);
    console.log(`  health: ${JSON.stringify(health?.body ?? 'no answer')}\n${this.app?.tail(60) ?? ''}`);
  }

  private async openWork(database: Client): Promise<string> {
    const { rows: waiting } = await database.query<{ user_id: string }>(
      `SELECT DISTINCT user_id FROM orders WHERE status = 'awaiting_series'`,
    );
    for (const { user_id } of waiting) await this.stage.people.sendText(Number(user_id), series());
    const { rows } = await database.query<{ what: string }>(
      `SELECT format('%s orders %s', count(*), status) AS what FROM orders
       WHERE status NOT IN ('complete', 'failed', 'cancelled') GROUP BY status
       UNION ALL SELECT format('%s files %s', count(*), status) FROM product_media
       WHERE status IN ('pending', 'downloading') GROUP BY status
       UNION ALL SELECT format('%s notices %s', count(*), status) FROM order_notices
       WHERE status IN ('pending', 'sending') GROUP BY status`,
    );
    return rows.map(({ what }) => what).join(', ');
  }

  private wait(seconds: number): Promise<void> {
    return pause(seconds * 1000);
  }
}

/** Updates that came to no good end, to see why an answer was missed. */
async function unhandled(database: Client): Promise<string> {
  const { rows } = await database.query<{ what: string }>(
    `SELECT format('; %s updates %s', count(*), coalesce(outcome, 'open')) AS what FROM update_inbox
     WHERE outcome IS DISTINCT FROM 'handled' GROUP BY outcome`,
  );
  return rows.map(({ what }) => what).join('');
}

/** Notices that wait for the same person: staff are told of every order. */
async function mostForOne(database: Client): Promise<number> {
  const { rows } = await database.query<{ most: number }>(
    `SELECT count(*)::int AS most FROM order_notices WHERE status IN ('pending', 'sending')
     GROUP BY recipient_id ORDER BY 1 DESC LIMIT 1`,
  );
  return rows[0]?.most ?? 0;
}
