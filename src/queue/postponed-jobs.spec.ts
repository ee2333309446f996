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
  const queueThem = (taken: readonly PostponedJob[]) =>
    Promise.resolve(queued.push(...taken.map(({ jobId }) => jobId)));

  beforeEach(() => queued.splice(0));

  it('are queued once each, oldest first', async () => {
    const jobs = new PostponedJobs();
    for (const id of [2, 1, 2]) jobs.add(job(id));
    expect(await jobs.drain(queueThem)).toBe(2);
    expect(queued).toEqual(['note-2', 'note-1']);
    expect(jobs.size).toBe(0);
  });

  it('are queued many at a time, and stay from the first time on that is refused', async () => {
    const jobs = new PostponedJobs();
    for (let id = 0; id < 450; id += 1) jobs.add(job(id));
    let times = 0;
    const refusing = (taken: readonly PostponedJob[]) =>
      (times += 1) === 2 ? Promise.reject(new Error()) : queueThem(taken);
    expect(await jobs.drain(refusing)).toBe(200);
    expect(jobs.size).toBe(250);
    expect(await jobs.drain(refusing)).toBe(250);
    expect(times).toBe(4);
    expect(queued).toEqual(Array.from({ length: 450 }, (_, id) => `note-${id}`));
  });

  it('stay when they are asked for again while they are being queued', async () => {
    const jobs = new PostponedJobs();
    jobs.add(job(1));
    const again = async (taken: readonly PostponedJob[]) => {
      if (queued.length === 0) jobs.add(job(1));
      await queueThem(taken);
    };
    expect(await jobs.drain(again)).toBe(2);
    expect(queued).toEqual(['note-1', 'note-1']);
    expect(jobs.size).toBe(0);
  });

  it('are no more than memory can hold', () => {
    const jobs = new PostponedJobs();
    for (let id = 0; id < 10_050; id += 1) jobs.add(job(id));
    expect(jobs.size).toBe(10_000);
  });
});
