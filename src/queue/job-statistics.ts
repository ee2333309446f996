import { Injectable } from '@nestjs/common';
import type { QueueName } from './profiles';

/** How a run ended: done, failed for good, failed with another attempt to come, or given back by a stopping process. */
export const jobOutcomes = ['completed', 'failed', 'retried', 'handedBack'] as const;
export type JobOutcome = (typeof jobOutcomes)[number];

export interface QueueStatistics extends Record<JobOutcome, number> {
  /** Milliseconds spent in completed runs, for averages and rates. */
  busyMs: number;
}

/** Counts of this process since its start; metrics read them. */
@Injectable()
export class JobStatistics {
  private readonly byQueue = new Map<QueueName, QueueStatistics>();

  count(queue: QueueName, outcome: JobOutcome, durationMs = 0): void {
    const counts = this.of(queue);
    this.byQueue.set(queue, { ...counts, [outcome]: counts[outcome] + 1, busyMs: counts.busyMs + durationMs });
  }

  of(queue: QueueName): QueueStatistics {
    return this.byQueue.get(queue) ?? { completed: 0, failed: 0, retried: 0, handedBack: 0, busyMs: 0 };
  }
}
