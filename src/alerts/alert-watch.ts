import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../common/clock';
import { AppConfig } from '../config';
import { type Lease, Leases, TaskRuns } from '../coordination';
import { BoundedQuestion, ProcessReports } from '../observability';
import { QueueDepths } from '../queue';
import { pause } from '../resilience';
import { Settings } from '../settings';
import { type Alert, alertKinds } from './alert';
import { AlertMessenger } from './alert-messenger';
import { advance, isSettled, type Look } from './alert-policy';
import { AlertRepository } from './alert.repository';
import { type AlertThresholds, findTroubles } from './troubles';

const LEASE = 'alerts';
const LOOK_TIMEOUT_MS = 2_500;
/** Reports older than this many intervals are of processes that may be gone. */
const FRESH_INTERVALS = 4;

const databaseAway: Look = {
  troubles: [{ kind: 'database', subject: null }],
  unknown: alertKinds.filter((kind) => kind !== 'database'),
};

/**
 * Looks at the application every few seconds and lets the owners know what is wrong, once, and once when it is over. One
 * process does, under a lease; what it knows is in rows, so another can go on. While the database is away there are no
 * rows and no leases: then the process that was the last to hold the lease speaks of that, and writes down what it said
 * as soon as it can.
 */
@Injectable()
export class AlertWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Alerts');
  private readonly stopping = new AbortController();
  private readonly known = new BoundedQuestion(() => this.alerts.list(), LOOK_TIMEOUT_MS);
  private watching: Promise<void> = Promise.resolve();
  private lease: Lease | null = null;
  private ledLast = false;
  /** What is known of the database's own alert: while it is away, this is all there is. */
  private memory: readonly Alert[] = [];
  private isMemoryAhead = false;

  constructor(
    private readonly alerts: AlertRepository,
    private readonly messenger: AlertMessenger,
    private readonly reports: ProcessReports,
    private readonly queues: QueueDepths,
    private readonly tasks: TaskRuns,
    private readonly leases: Leases,
    private readonly config: AppConfig,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.alerts.enabled) this.watching = this.watch(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    await this.watching;
    await this.lease?.release();
  }

  /** One look and what follows from it. Never throws. */
  async lookOnce(): Promise<void> {
    let known: Alert[];
    try {
      known = await this.known.answer();
    } catch {
      if (this.ledLast) await this.lookWithoutDatabase();
      return;
    }
    try {
      const written = await this.writeDown(known);
      this.ledLast = await this.isLeader();
      if (this.ledLast) await this.lookAndTell(written);
    } catch (error) {
      this.logger.warn({ msg: 'the watch over the application was interrupted', err: error });
    }
  }

  private async watch(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.lookOnce();
      await pause(this.config.monitoring.checkIntervalMs, stop);
    }
  }

  private async isLeader(): Promise<boolean> {
    if (this.lease?.lost.aborted) this.lease = null;
    this.lease ??= await this.leases.tryAcquire(LEASE);
    return this.lease !== null;
  }

  private async lookAndTell(known: readonly Alert[]): Promise<void> {
    await this.messenger.meetOwners();
    const now = advance(known, await this.look(known), this.clock.now(), this.config.alerts);
    this.memory = now.filter(({ kind }) => kind === 'database');
    for (const before of known) if (!findSame(now, before)) await this.alerts.remove(before.key);
    for (const alert of now) {
      const before = findSame(known, alert);
      this.report(before, alert);
      // First the move, then the message: a process that dies between the two repeats neither the log's line nor the look.
      if (before?.phase !== alert.phase) await this.alerts.save(alert);
      if (!isSilenced(now)) await this.tell(alert);
    }
  }

  private async tell(alert: Alert): Promise<void> {
    const told = await this.messenger.tell(alert, this.stopping.signal);
    if (isSettled(told, this.messenger.ownerIds)) await this.alerts.remove(alert.key);
    else if (Object.keys(told.told).some((ownerId) => told.told[ownerId] !== alert.told[ownerId])) {
      await this.alerts.save(told);
    }
  }

  private async look(known: readonly Alert[]): Promise<Look> {
    const depths = await this.queues.all().catch(() => null);
    const situation = {
      processes: await this.reports.seen(this.config.monitoring.checkIntervalMs * FRESH_INTERVALS),
      tasks: await this.tasks.lastRuns(),
      queues: depths ?? [],
    };
    const isKnown = (key: string): boolean => known.some((alert) => alert.key === key && alert.phase !== 'over');
    return { troubles: findTroubles(situation, this.thresholds(), isKnown), unknown: depths ? [] : ['queue'] };
  }

  private thresholds(): AlertThresholds {
    return {
      errorsPerMinute: this.settings.get('alerts.errorsPerMinute'),
      queueDepth: this.settings.get('alerts.queueDepth'),
      queueWaitMs: this.settings.get('alerts.queueWaitSeconds') * 1000,
    };
  }

  private async lookWithoutDatabase(): Promise<void> {
    const before = this.memory;
    const now = advance(before, databaseAway, this.clock.now(), this.config.alerts);
    for (const alert of now) this.report(findSame(before, alert), alert);
    this.isMemoryAhead = true;
    this.memory = await Promise.all(now.map((alert) => this.messenger.tell(alert, this.stopping.signal)));
  }

  /** Rows take the place of memory again. What was only suspected while nothing could be written was nothing. */
  private async writeDown(known: readonly Alert[]): Promise<Alert[]> {
    if (!this.isMemoryAhead) return [...known];
    const said = this.memory.filter(({ phase }) => phase !== 'suspected');
    for (const alert of said) await this.alerts.save(alert);
    this.isMemoryAhead = false;
    return [...known.filter((alert) => !findSame(said, alert)), ...said];
  }

  private report(before: Alert | undefined, { key, phase }: Alert): void {
    if (before?.phase === phase) return;
    if (phase === 'firing' && before?.phase !== 'easing') this.logger.warn({ msg: 'an alert has started', alert: key });
    if (phase === 'over') this.logger.log({ msg: 'an alert is over', alert: key });
  }
}

const findSame = (alerts: readonly Alert[], { key }: Alert): Alert | undefined =>
  alerts.find((alert) => alert.key === key);

/** Whether there is no use in sending anything, because Telegram is what is away. */
const isSilenced = (alerts: readonly Alert[]): boolean =>
  alerts.some(({ kind, phase }) => kind === 'telegram' && (phase === 'suspected' || phase === 'firing'));
