import { z } from 'zod';
import { defineJob, JobDispatcher, JobProcessor, Processes, UnrecoverableJobError } from '../../../src/queue';
import { ApiApp } from '../../support/api-app';
import { eventually } from '../../support/eventually';

const fragileJob = defineJob({
  name: 'test.fragile',
  queue: 'maintenance',
  payload: z.strictObject({ id: z.int() }),
  jobId: ({ id }) => `fragile-${id}`,
});
let isWell = false;

@Processes(fragileJob)
class FragileProcessor extends JobProcessor<{ id: number }> {
  readonly job = fragileJob;

  async process(): Promise<void> {
    if (!isWell) throw new UnrecoverableJobError('the glass is broken');
  }
}

interface Job {
  id: string;
  state: string;
  attempts: number;
  failedReason: string | null;
}

describe('jobs over the API', () => {
  let api: ApiApp;
  let token: string;

  beforeAll(async () => {
    api = await ApiApp.start({ environment: { ROLES: 'api,worker' }, providers: [FragileProcessor] });
    token = await api.signIn();
    await api.get(JobDispatcher).dispatch(fragileJob, { id: 1 });
    await eventually('the job has failed', async () => (await failed()).length === 1);
  });
  afterAll(() => api.close());

  const failed = async (): Promise<Job[]> =>
    (await api.call<{ items: Job[] }>('GET', '/queues/maintenance/jobs?state=failed', { token })).body.items;
  const job = (id: string) => api.call<Job & { code: string }>('GET', `/queues/maintenance/jobs/${id}`, { token });
  const retry = (id: string, as = token, queue = 'maintenance') =>
    api.call('POST', `/queues/${queue}/jobs/${id}/retry`, { token: as });

  it('that failed are listed with the reason', async () => {
    expect(await failed()).toEqual([
      expect.objectContaining({
        id: 'fragile-1',
        name: 'test.fragile',
        payload: { id: 1 },
        failedReason: 'the glass is broken',
        finishedAt: expect.any(String),
      }),
    ]);
    const { body } = await api.call<{ items: object[] }>('GET', '/queues', { token });
    expect(body.items).toContainEqual(expect.objectContaining({ name: 'maintenance', failed: 1 }));
  });

  it('are run again by whoever may, and that is in the audit log', async () => {
    const reader = await api.tokenFor(['system:read']);
    expect((await retry('fragile-1', reader)).status).toBe(403);
    isWell = true;
    expect((await retry('fragile-1')).status).toBe(202);
    await eventually('it is done', async () => (await job('fragile-1')).body.state === 'completed');
    expect(await failed()).toEqual([]);
    const { body } = await api.call<{ items: object[] }>('GET', '/audit?action=job.retry', { token });
    expect(body.items).toEqual([
      expect.objectContaining({
        targetKind: 'job',
        targetId: 'maintenance/fragile-1',
        before: { state: 'failed', reason: 'the glass is broken' },
        after: { state: 'waiting' },
      }),
    ]);
  });

  it('that did not fail, or are not there, are not run', async () => {
    expect((await retry('fragile-1')).status).toBe(409);
    expect((await retry('nobody')).status).toBe(404);
    expect((await retry('fragile-1', token, 'media')).status).toBe(404);
    expect((await retry('fragile-1', token, 'no-such-queue')).status).toBe(400);
  });
});
