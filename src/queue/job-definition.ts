import type { z } from 'zod';
import type { QueueName } from './profiles';

/**
 * A kind of background work. Features declare theirs in `<feature>.jobs.ts`; the payload carries ids only, because
 * rows in the database are the truth and a queue can be lost.
 */
export interface JobDefinition<Payload extends Record<string, number | string | boolean> = Record<string, number>> {
  /** `<area>.<verb>`, for example `media.process`. Unique in the whole application. */
  readonly name: string;
  readonly queue: QueueName;
  /** Checked when the job is dispatched and again when it is taken up. */
  readonly payload: z.ZodType<Payload>;
  /**
   * Identity of one piece of work: dispatching it again while that job is known is a no-op. Carry a revision, since a
   * kept finished job with the same id blocks a re-run. No `:` and no bare integer (both mean something to BullMQ).
   */
  readonly jobId: (payload: Payload) => string;
}

export const defineJob = <Payload extends Record<string, number | string | boolean>>(
  definition: JobDefinition<Payload>,
): JobDefinition<Payload> => Object.freeze(definition);
