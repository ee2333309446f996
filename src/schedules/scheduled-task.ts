/**
 * Something done now and then, by one process at a time. Every provider that extends this class is found and run in
 * processes with the role `scheduler`. A task calls one service method; it is safe to run twice, since a process may die
 * in the middle.
 */
export abstract class ScheduledTask {
  /** Unique; names the lease and the row of its last run. */
  abstract readonly id: string;
  /** Milliseconds from one start to the next. Counted over restarts and over all processes, from the record of the last run. */
  abstract readonly everyMs: number;
  /** After this long the signal is aborted and the run counts as failed. */
  abstract readonly timeoutMs: number;
  /** Whether it is also due as soon as queues that were away can be used again. */
  readonly isDueWhenQueuesReturn: boolean = false;
  /** Answers what was done, in numbers, for the log and the record of the last run. */
  abstract run(signal: AbortSignal): Promise<Record<string, number>>;
}
