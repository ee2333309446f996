import type { QueueName } from './profiles';

/** What `dispatch` was asked for and could not do. */
export interface PostponedJob {
  readonly queue: QueueName;
  readonly name: string;
  readonly jobId: string;
  readonly payload: Record<string, unknown>;
  readonly urgency: 'interactive' | 'bulk';
  /** Not before this moment; milliseconds since the epoch. */
  readonly dueMs: number;
}

/** Beyond these a long outage costs no more memory: the scheduler finds the rows of the rest. */
const MOST = 10_000;

/** Jobs that wait for their queue to come back, oldest first, each once. In memory: rows are the truth. */
export class PostponedJobs {
  private readonly jobs = new Map<string, PostponedJob>();

  get size(): number {
    return this.jobs.size;
  }

  add(job: PostponedJob): void {
    const key = `${job.queue}/${job.jobId}`;
    if (this.jobs.size < MOST || this.jobs.has(key)) this.jobs.set(key, job);
  }

  /** Hands each job to `queueIt` until one is refused with an error. Answers how many were taken. Call it once at a time. */
  async drain(queueIt: (job: PostponedJob) => Promise<unknown>): Promise<number> {
    let taken = 0;
    for (const [key, job] of this.jobs) {
      try {
        await queueIt(job);
      } catch {
        break;
      }
      // Only what was queued: it may have been asked for again meanwhile.
      if (this.jobs.get(key) === job) this.jobs.delete(key);
      taken += 1;
    }
    return taken;
  }
}
