import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { version } from '../../common/version';
import { AppConfig, tierOf } from '../../config';
import { TaskRuns } from '../../coordination';
import { ErrorRecords, HealthRegistry } from '../../observability';
import { type QueueOverview, QueueInspector } from '../../queue';
import { CircuitBreakers, withDeadline } from '../../resilience';

/** A status that waits for what is down would be of no use just then. */
const PATIENCE_MS = 2_000;
const SHOWN_ERRORS = 20;

/** Puts together what an operator wants to see first. */
@Injectable()
export class SystemStatus {
  constructor(
    private readonly health: HealthRegistry,
    private readonly queues: QueueInspector,
    private readonly breakers: CircuitBreakers,
    private readonly tasks: TaskRuns,
    private readonly errors: ErrorRecords,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async read() {
    const [reports, queues, tasks, recentErrors] = await Promise.all([
      this.health.ask(),
      inTime<QueueOverview[] | null>(this.queues.overview(), null),
      inTime(this.tasks.lastRuns(), []),
      inTime(this.errors.recent(SHOWN_ERRORS), []),
    ]);
    return {
      generatedAt: new Date(this.clock.now()),
      version,
      node: process.version,
      tier: tierOf(this.config),
      roles: this.config.server.roles,
      uptimeSeconds: Math.round(process.uptime()),
      residentBytes: process.memoryUsage.rss(),
      healthy: reports.every(({ required, state }) => !required || state !== 'down'),
      parts: reports.map(({ name, required, state, details }) => ({ name, required, state, details: details ?? {} })),
      queues,
      breakers: this.breakers.list().map(({ sinceMs, ...breaker }) => ({ ...breaker, since: new Date(sinceMs) })),
      recentErrors,
      tasks: tasks.map(({ taskId, startedAt, durationMs, outcome }) => ({
        id: taskId,
        startedAt,
        durationMs,
        outcome,
      })),
    };
  }
}

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
