import { Injectable } from '@nestjs/common';
import { AlertRepository } from '../../alerts';
import { BroadcastService } from '../../broadcast';
import { Clock } from '../../common/clock';
import { version } from '../../common/version';
import { AppConfig, tierOf } from '../../config';
import { TaskRuns } from '../../coordination';
import { BoundedQuestion, ErrorRecords, HealthRegistry, ProcessReports, type SeenProcess } from '../../observability';
import { QueueInspector } from '../../queue';
import { CircuitBreakers } from '../../resilience';
import { recentlySent } from './recently-sent';

/** A status that waits for what is down would be of no use just then. */
const PATIENCE_MS = 2_000;
const SHOWN_ERRORS = 20;
/** A process that has been silent for longer is shown no more. */
const SHOWN_SILENCE_MS = 15 * 60_000;
/** Reports that a process may owe before it no longer counts among those that send. */
const MISSED_REPORTS = 3;

/** Puts together what an operator wants to see first. */
@Injectable()
export class SystemStatus {
  private readonly queues;
  private readonly sending;
  private readonly lastRuns;
  private readonly recentErrors;
  private readonly seen;
  private readonly openAlerts;

  constructor(
    private readonly health: HealthRegistry,
    queues: QueueInspector,
    private readonly breakers: CircuitBreakers,
    broadcasts: BroadcastService,
    tasks: TaskRuns,
    errors: ErrorRecords,
    processes: ProcessReports,
    alerts: AlertRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.queues = ask(() => queues.overview());
    this.sending = ask(() => broadcasts.sendingPace());
    this.lastRuns = ask(() => tasks.lastRuns());
    this.recentErrors = ask(() => errors.recent(SHOWN_ERRORS));
    this.seen = ask(() => processes.seen(SHOWN_SILENCE_MS));
    this.openAlerts = ask(() => alerts.listOpen());
  }

  /** Whether it works, from what this process knows: asks for nothing but the health of its parts. */
  async readVitals() {
    const reports = await this.health.ask();
    return {
      healthy: reports.every(({ required, state }) => !required || state !== 'down'),
      parts: reports.map(({ name, required, state, details }) => ({ name, required, state, details: details ?? {} })),
      breakers: this.breakers.list().map(({ sinceMs, ...breaker }) => ({ ...breaker, since: new Date(sinceMs) })),
    };
  }

  async read() {
    const [vitals, queues, sending, tasks, recentErrors, processes, alerts] = await Promise.all([
      this.readVitals(),
      this.queues.answer().catch(() => null),
      this.sending.answer().catch(() => null),
      this.lastRuns.answer().catch(() => []),
      this.recentErrors.answer().catch(() => []),
      this.seen.answer().catch(() => []),
      this.openAlerts.answer().catch(() => []),
    ]);
    const now = this.clock.now();
    return {
      generatedAt: new Date(now),
      version,
      node: process.version,
      tier: tierOf(this.config),
      roles: this.config.server.roles,
      uptimeSeconds: Math.round(process.uptime()),
      residentBytes: process.memoryUsage.rss(),
      ...vitals,
      queues,
      sending,
      sent: recentlySent(processes, new Date(now - MISSED_REPORTS * this.config.monitoring.checkIntervalMs)),
      recentErrors,
      alerts: alerts.map(({ key, kind, subject, phase, startedAtMs }) => ({
        key,
        kind,
        subject,
        easing: phase === 'easing',
        startedAt: new Date(startedAtMs),
      })),
      processes: processes.map((process) => this.describe(process)),
      tasks: tasks.map(({ taskId, startedAt, durationMs, outcome }) => ({
        id: taskId,
        startedAt,
        durationMs,
        outcome,
      })),
    };
  }

  private describe({ processId, startedAt, seenAt, parts, ...process }: SeenProcess) {
    const now = this.clock.now();
    return {
      id: processId,
      ...process,
      startedAt,
      seenAt,
      ageSeconds: secondsSince(startedAt, now),
      silentSeconds: secondsSince(seenAt, now),
      troubledParts: parts.filter(({ state }) => state !== 'up').map(({ name, state }) => ({ name, state })),
    };
  }
}

const secondsSince = (moment: Date, now: number): number => Math.max(0, Math.round((now - moment.getTime()) / 1000));

const ask = <Answer>(question: () => Promise<Answer>) => new BoundedQuestion(question, PATIENCE_MS);
