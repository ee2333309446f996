import type { JobDefinition, JobPayload } from './job-definition';

export interface DispatchOptions {
  /** Milliseconds to wait before the job may run. */
  delayMs?: number;
  /** Interactive work (somebody is waiting) goes before bulk work in the same queue. Default `bulk`. */
  urgency?: 'interactive' | 'bulk';
}

/**
 * The only way work enters a queue. Call it after the rows it names are committed (`UnitOfWork.afterCommit`), never
 * inside a transaction. Dispatching twice is safe: the job id makes the second a no-op.
 *
 * A queue that is down makes `dispatch` answer `postponed` instead of failing the person's request: the row is already
 * there, and the scheduler dispatches rows whose job is missing.
 */
export abstract class JobDispatcher {
  abstract dispatch<Payload extends JobPayload>(
    job: JobDefinition<Payload>,
    payload: Payload,
    options?: DispatchOptions,
  ): Promise<'queued' | 'postponed'>;

  /** Dispatches several jobs of a kind, which go into their queue together. */
  async dispatchAll<Payload extends JobPayload>(
    job: JobDefinition<Payload>,
    payloads: readonly Payload[],
    options?: DispatchOptions,
  ): Promise<void> {
    await Promise.all(payloads.map((payload) => this.dispatch(job, payload, options)));
  }
}
