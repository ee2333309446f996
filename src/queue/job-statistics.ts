import { Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';
import type { QueueName } from './profiles';

/** How a run ended: done, failed for good, failed with another attempt to come, or given back by a stopping process. */
export const jobOutcomes = ['completed', 'failed', 'retried', 'handedBack'] as const;
export type JobOutcome = (typeof jobOutcomes)[number];

export type QueueStatistics = Readonly<Record<JobOutcome, number>>;

export interface EndedRun {
  readonly queue: QueueName;
  /** Name of the job's definition, or `unknown` for one that no processor knows. */
  readonly job: string;
  readonly outcome: JobOutcome;
  readonly durationMs: number;
}

/** From a call to Telegram to a file of 2 GB. */
const RUN_BUCKETS_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const WAIT_BUCKETS_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];

/** Counts of this process since its start; metrics read them. */
@Injectable()
export class JobStatistics {
  private readonly byQueue = new Map<QueueName, QueueStatistics>();
  private readonly runs = new Histogram({
    name: 'bellhop_job_duration_seconds',
    help: 'Time of a run of a job, by how it ended.',
    labelNames: ['queue', 'job', 'outcome'],
    buckets: RUN_BUCKETS_SECONDS,
    registers: [],
  });
  private readonly waits = new Histogram({
    name: 'bellhop_job_wait_seconds',
    help: 'Time from the moment a job may run to its first run.',
    labelNames: ['queue'],
    buckets: WAIT_BUCKETS_SECONDS,
    registers: [],
  });
  readonly metrics = [this.runs, this.waits];

  /** A job has been taken up for the first time, after waiting this long. */
  begun(queue: QueueName, waitedMs: number): void {
    this.waits.observe({ queue }, Math.max(0, waitedMs) / 1000);
  }

  ended({ queue, job, outcome, durationMs }: EndedRun): void {
    const counts = this.of(queue);
    this.byQueue.set(queue, { ...counts, [outcome]: counts[outcome] + 1 });
    this.runs.observe({ queue, job, outcome }, durationMs / 1000);
  }

  of(queue: QueueName): QueueStatistics {
    return this.byQueue.get(queue) ?? { completed: 0, failed: 0, retried: 0, handedBack: 0 };
  }
}
