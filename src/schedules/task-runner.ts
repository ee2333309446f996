import { Injectable, Logger } from '@nestjs/common';
import { Leases, TaskRuns } from '../coordination';
import { ErrorRecorder, LogContext } from '../observability';
import { SchedulesMetrics } from './schedules.metrics';
import type { ScheduledTask } from './scheduled-task';

/** A task that was told to end gets this long before its run is given up on. */
const GRACE_MS = 5_000;

/**
 * Runs a task once, if it is nobody else's turn. The overlap rule: never two runs of one task at a time, neither
 * here nor elsewhere; a turn that comes while a run is going on is skipped.
 */
@Injectable()
export class TaskRunner {
  private readonly logger = new Logger(TaskRunner.name);

  constructor(
    private readonly leases: Leases,
    private readonly runs: TaskRuns,
    private readonly metrics: SchedulesMetrics,
    private readonly errors: ErrorRecorder,
  ) {}

  /** `minimumGapMs`: skipped when a run anywhere began more recently than this. Never throws for the task's own failures. */
  async runOnce(
    task: ScheduledTask,
    stopping: AbortSignal,
    minimumGapMs: number,
  ): Promise<'done' | 'failed' | 'skipped'> {
    const lease = await this.leases.tryAcquire(`schedule ${task.id}`);
    if (!lease) return 'skipped';
    try {
      const sinceMs = await this.runs.sinceLastStartMs(task.id);
      if (sinceMs !== null && sinceMs < minimumGapMs) return 'skipped';
      return await LogContext.run({ task: task.id }, () => this.run(task, AbortSignal.any([stopping, lease.lost])));
    } finally {
      await lease.release();
    }
  }

  private async run(task: ScheduledTask, interrupted: AbortSignal): Promise<'done' | 'failed'> {
    await this.runs.recordStart(task.id);
    const startedAt = performance.now();
    const tookMs = (): number => performance.now() - startedAt;
    try {
      const result = await withinTime(task, interrupted);
      await this.runs.recordEnd(task.id, 'done', tookMs(), result);
      this.metrics.runEnded(task.id, 'done', tookMs());
      const didSomething = Object.values(result).some((count) => count > 0);
      if (didSomething)
        this.logger.log({ msg: 'a scheduled task is done', durationMs: Math.round(tookMs()), ...result });
      return 'done';
    } catch (error) {
      this.metrics.runEnded(task.id, 'failed', tookMs());
      this.errors.note(error, { edge: 'task', work: task.id });
      this.logger.warn({ msg: 'a scheduled task failed', err: error });
      await this.runs.recordEnd(task.id, 'failed', tookMs(), null);
      return 'failed';
    }
  }
}

async function withinTime(task: ScheduledTask, interrupted: AbortSignal): Promise<Record<string, number>> {
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(task.timeoutMs)]);
  let grace: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      grace = setTimeout(() => reject(signal.reason as Error), GRACE_MS);
    });
  });
  try {
    return await Promise.race([task.run(signal), givenUp]);
  } finally {
    clearTimeout(grace);
  }
}
