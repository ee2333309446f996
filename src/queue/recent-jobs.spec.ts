import type { PostponedJob } from './postponed-jobs';
import { RecentJobs } from './recent-jobs';

const MINUTE = 60_000;
const job = (id: number): PostponedJob => ({
  queue: 'media',
  name: 'test.note',
  jobId: `note-${id}`,
  payload: { id },
  urgency: 'bulk',
  dueMs: 0,
});

describe('jobs queued lately', () => {
  it('are remembered for two minutes from when they were queued last', () => {
    const jobs = new RecentJobs();
    jobs.remember(job(1), 0);
    jobs.remember(job(2), 0);
    jobs.remember(job(1), 2 * MINUTE);
    expect(jobs.take(3 * MINUTE)).toEqual([job(1)]);
  });

  it('are handed out once', () => {
    const jobs = new RecentJobs();
    jobs.remember(job(1), 0);
    expect(jobs.take(1)).toEqual([job(1)]);
    expect(jobs.take(1)).toEqual([]);
  });

  it('are no more than memory can hold, the latest kept', () => {
    const jobs = new RecentJobs();
    for (let id = 0; id < 5_010; id += 1) jobs.remember(job(id), 0);
    const kept = jobs.take(1);
    expect(kept).toHaveLength(5_000);
    expect(kept[0]).toEqual(job(10));
  });
});
