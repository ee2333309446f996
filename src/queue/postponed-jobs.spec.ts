import { PostponedJobs, type PostponedJob } from './postponed-jobs';

const job = (id: number): PostponedJob => ({
  queue: 'media',
  name: 'test.note',
  jobId: `note-${id}`,
  payload: { id },
  urgency: 'bulk',
  dueMs: 0,
});

describe('postponed jobs', () => {
  const queued: string[] = [];
  const queueIt = (taken: PostponedJob) => Promise.resolve(queued.push(taken.jobId));

  beforeEach(() => queued.splice(0));

  it('are queued once each, oldest first', async () => {
    const jobs = new PostponedJobs();
    for (const id of [2, 1, 2]) jobs.add(job(id));
    expect(await jobs.drain(queueIt)).toBe(2);
    expect(queued).toEqual(['note-2', 'note-1']);
    expect(jobs.size).toBe(0);
  });

  it('stay from the first that is refused on', async () => {
    const jobs = new PostponedJobs();
    for (const id of [1, 2, 3]) jobs.add(job(id));
    const refusing = (taken: PostponedJob) => (taken.jobId === 'note-2' ? Promise.reject(new Error()) : queueIt(taken));
    expect(await jobs.drain(refusing)).toBe(1);
    expect(await jobs.drain(queueIt)).toBe(2);
    expect(queued).toEqual(['note-1', 'note-2', 'note-3']);
  });

  it('are no more than memory can hold', () => {
    const jobs = new PostponedJobs();
    for (let id = 0; id < 10_050; id += 1) jobs.add(job(id));
    expect(jobs.size).toBe(10_000);
  });
});
