import type { PostponedJob } from './postponed-jobs';

/** After this long the scheduler takes a row for lost by itself. */
const REMEMBERED_MS = 2 * 60_000;
const MOST = 5_000;

/** What was queued lately, to be queued again when the queues come back without it. In memory, and bounded. */
export class RecentJobs {
  private readonly jobs = new Map<string, { readonly job: PostponedJob; readonly queuedMs: number }>();

  remember(job: PostponedJob, nowMs: number): void {
    const key = `${job.queue}/${job.jobId}`;
    this.jobs.delete(key);
    this.jobs.set(key, { job, queuedMs: nowMs });
    for (const [oldest, { queuedMs }] of this.jobs) {
      if (this.jobs.size <= MOST && nowMs - queuedMs <= REMEMBERED_MS) break;
      this.jobs.delete(oldest);
    }
  }

  /** Answers them, oldest first, and forgets them. */
  take(nowMs: number): PostponedJob[] {
    const recent = [...this.jobs.values()].filter(({ queuedMs }) => nowMs - queuedMs <= REMEMBERED_MS);
    this.jobs.clear();
    return recent.map(({ job }) => job);
  }
}
