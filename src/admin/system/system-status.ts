import { Injectable } from '@nestjs/common';
import { AlertRepository } from '../../alerts';
import { BroadcastService, type SendingPace } from '../../broadcast';
import { Clock } from '../../common/clock';
import { version } from '../../common/version';
import { AppConfig, tierOf } from '../../config';
import { TaskRuns } from '../../coordination';
import { ErrorRecords, HealthRegistry, ProcessReports, type SeenProcess } from '../../observability';
import { type QueueOverview, QueueInspector } from '../../queue';
import { CircuitBreakers, withDeadline } from '../../resilience';

/** A status that waits for what is down would be of no use just then. */
const PATIENCE_MS = 2_000;
const SHOWN_ERRORS = 20;
/** A process that has been silent for longer is shown no more. */
const SHOWN_SILENCE_MS = 15 * 60_000;

/** Puts together what an operator wants to see first. */
@Injectable()
export class SystemStatus {
  constructor(
    private readonly health: HealthRegistry,
    private readonly queues: QueueInspector,
    private readonly breakers: CircuitBreakers,
    private readonly broadcasts: BroadcastService,
    private readonly tasks: TaskRuns,
    private readonly errors: ErrorRecords,
    private readonly processes: ProcessReports,
    private readonly alerts: AlertRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

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
      inTime<QueueOverview[] | null>(this.queues.overview(), null),
      inTime<SendingPace | null>(this.broadcasts.sendingPace(), null),
      inTime(this.tasks.lastRuns(), []),
      inTime(this.errors.recent(SHOWN_ERRORS), []),
      inTime(this.processes.seen(SHOWN_SILENCE_MS), []),
      inTime(this.alerts.listOpen(), []),
    ]);
    return {
      generatedAt: new Date(this.clock.now()),
      version,
      node: process.version,
      tier: tierOf(this.config),
      roles: this.config.server.roles,
      uptimeSeconds: Math.round(process.uptime()),
      residentBytes: process.memoryUsage.rss(),
      ...vitals,
      queues,
      sending,
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

async function inTime<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await withDeadline(PATIENCE_MS, (signal) =>
      Promise.race([
        work,
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        }),
      ]),
    );
  } catch {
    work.catch(() => undefined);
    return otherwise;
  }
}
