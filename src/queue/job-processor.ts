import type { JobDefinition, JobPayload } from './job-definition';

export interface JobContext {
  readonly jobId: string;
  /** 1 for the first run. */
  readonly attempt: number;
  /** True when no further attempt follows if this one throws. */
  readonly isLastAttempt: boolean;
  /** Aborted when the queue's timeout has passed or the process is stopping; the work must end promptly. */
  readonly signal: AbortSignal;
}

/**
 * Runs one kind of job. It re-reads the row, is safe to run twice (a stalled job is run again), and rethrows: an error
 * that is swallowed tells the queue it went well. What can't succeed is thrown as `UnrecoverableJobError`.
 */
export abstract class JobProcessor<Payload extends JobPayload = Record<string, number>> {
  abstract readonly job: JobDefinition<Payload>;
  abstract process(payload: Payload, context: JobContext): Promise<void>;
}

/** Thrown by a processor when another attempt can't help; the job fails at once and is kept. */
export class UnrecoverableJobError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnrecoverableJobError';
  }
}
