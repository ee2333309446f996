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
/** Queued together: in PostgreSQL two hundred take little longer than one. */
const BATCH = 200;

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

  /**
   * Hands the jobs to `queueThem`, many at a time, until it rejects: then all of those stay, also the ones that were queued, since a
   * job may be queued twice. Answers how many were taken. Call it once at a time.
   */
  async drain(queueThem: (jobs: readonly PostponedJob[]) => Promise<unknown>): Promise<number> {
    let taken = 0;
    while (this.jobs.size > 0) {
      const batch = [...this.jobs].slice(0, BATCH);
      try {
        await queueThem(batch.map(([, job]) => job));
      } catch {
        break;
      }
      // Only what was queued: it may have been asked for again meanwhile.
      for (const [key, job] of batch) if (this.jobs.get(key) === job) this.jobs.delete(key);
      taken += batch.length;
    }
    return taken;
  }
}
