/** One queue per resource, so that a flood of one kind of work never starves another. */
export const queueNames = ['media', 'maintenance'] as const;
export type QueueName = (typeof queueNames)[number];

/** Everything BullMQ would otherwise default silently. A complete record: leaving a field out does not compile. */
export interface QueueProfile {
  /** Jobs of this queue at once in one worker process; `THREAD_POOL_SIZE` caps the sum over all queues. */
  readonly concurrency: number;
  /** Runs in all, the first included. */
  readonly attempts: number;
  /** First pause between attempts; later ones grow by `RETRY_BACKOFF_BASE` with jitter. */
  readonly backoffMs: number;
  /** After this long a run's signal is aborted and the run counts as failed. */
  readonly timeoutMs: number;
  /** A running job renews its lock at half of this; a dead process loses it after this. */
  readonly lockMs: number;
  /** How often a job may be found stalled (its process died) before it fails for good. */
  readonly maxStalledCount: number;
  /** How many finished jobs are kept, for the operator's eyes. */
  readonly keepCompleted: number;
  readonly keepFailed: number;
}
