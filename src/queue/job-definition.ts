import type { z } from 'zod';
import type { QueueName } from './profiles';

/** Ids and flags only: rows in the database are the truth, and a queue can be lost. */
export type JobPayload = Record<string, number | string | boolean>;

/**
 * A kind of background work. Features declare theirs in `<feature>.jobs.ts`.
 */
export interface JobDefinition<Payload extends JobPayload = Record<string, number>> {
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

const defined = new Map<string, JobDefinition<JobPayload>>();

/** Declares a job. Every declared job must have exactly one processor, or worker processes refuse to start. */
export function defineJob<Payload extends JobPayload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  if (defined.has(definition.name)) throw new Error(`two jobs are named "${definition.name}"`);
  const frozen = Object.freeze(definition);
  defined.set(definition.name, frozen as unknown as JobDefinition<JobPayload>);
  return frozen;
}

/** Every job declared by the modules that are loaded. */
export const definedJobs = (): JobDefinition<JobPayload>[] => [...defined.values()];
