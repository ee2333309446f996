import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config';

/** One queue per resource, so that a flood of one kind of work never starves another. */
export const queueNames = ['media', 'delivery', 'orders', 'transcription', 'maintenance'] as const;
export type QueueName = (typeof queueNames)[number];

/** Everything BullMQ would otherwise default silently. A complete record: leaving a field out does not compile. */
export interface QueueProfile {
  /** Short work that somebody waits for: it has places of its own among those of `THREAD_POOL_SIZE`, and goes first. */
  readonly isInteractive: boolean;
  /** Jobs of this queue at once in one worker process; `THREAD_POOL_SIZE` caps the sum over all queues. */
  readonly concurrency: number;
  /** Runs in all, the first included. */
  readonly attempts: number;
  /** First pause between attempts; later ones grow by `RETRY_BACKOFF_BASE` with jitter. */
  readonly backoffMs: number;
  /** After this long a run's signal is aborted and the run counts as failed. */
  readonly timeoutMs: number;
  /** A running job renews its lock at half of this; a dead process loses it after this, and its job runs again. */
  readonly lockMs: number;
  /** How often a job may be found stalled (its process died) before it fails for good. */
  readonly maxStalledCount: number;
  /** How many finished jobs are kept, for the operator's eyes. */
  readonly keepCompleted: number;
  readonly keepFailed: number;
}

/** The profile of each queue under this configuration. */
@Injectable()
export class QueueProfiles {
  private readonly profiles: Record<QueueName, QueueProfile>;

  constructor({ jobs, library, orders, speech }: AppConfig) {
    this.profiles = {
      media: {
        isInteractive: false,
        // Each run is one stream in and one out: bounded by the network, not by the processor.
        concurrency: 4,
        attempts: jobs.attempts,
        backoffMs: 5_000,
        timeoutMs: library.processingTimeoutMs,
        lockMs: 20_000,
        maxStalledCount: 3,
        keepCompleted: 200,
        keepFailed: 1_000,
      },
      delivery: {
        isInteractive: true,
        // One call to Telegram each, for somebody who waits: never behind the transfers of the media queue. Four are as many a second
        // as Telegram takes, and leave places for the transfers.
        concurrency: 4,
        attempts: jobs.attempts,
        backoffMs: 2_000,
        timeoutMs: 2 * 60_000,
        lockMs: 20_000,
        maxStalledCount: 3,
        keepCompleted: 200,
        keepFailed: 1_000,
      },
      orders: {
        isInteractive: false,
        // One process alone can use every place there is; several share them by their rows.
        concurrency: orders.maxConcurrentDownloads,
        // Of what fails unforeseen; a download's own attempts are counted in its row, each a job of its own.
        attempts: jobs.attempts,
        backoffMs: 2_000,
        // A download, its thumbnail, and the media store's last word.
        timeoutMs: orders.downloadTimeoutMs + 60_000,
        lockMs: 20_000,
        maxStalledCount: 3,
        keepCompleted: 200,
        keepFailed: 1_000,
      },
      transcription: {
        isInteractive: false,
        // One process alone can use every place there is; several share them by their leases.
        concurrency: speech.maxConcurrentWorkers,
        // Of what fails unforeseen; a recording's own attempts are made within its run.
        attempts: jobs.attempts,
        backoffMs: 2_000,
        // The work, and handing out its text while Telegram is slow.
        timeoutMs: speech.timeoutMs + 5 * 60_000,
        lockMs: 20_000,
        maxStalledCount: 3,
        keepCompleted: 200,
        keepFailed: 1_000,
      },
      maintenance: {
        isInteractive: false,
        concurrency: 1,
        attempts: jobs.attempts,
        backoffMs: 30_000,
        timeoutMs: 10 * 60_000,
        lockMs: 20_000,
        maxStalledCount: 3,
        keepCompleted: 50,
        keepFailed: 200,
      },
    };
  }

  of(queue: QueueName): QueueProfile {
    return this.profiles[queue];
  }
}
