import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, JobDispatcher, JobProcessor, JobStatistics, Processes, QueueBackend } from '../../../src/queue';
import { BullmqJobDispatcher } from '../../../src/queue/bullmq-job-dispatcher';
import { QueueHealth } from '../../../src/queue/queue.health';
import { eventually } from '../../support/eventually';
import { startQueueApp } from '../../support/queue-app';
import { RedisServer } from '../../support/redis-server';
import '../../support/silence-nest';
import { describeWithOwnRedis } from '../../support/test-redis';

/** Whoever asks the database although there is a Redis finds nobody. */
const NO_DATABASE = { host: '127.0.0.1', port: 1, user: 'nobody', database: 'nothing' };

const noteJob = defineJob({
  name: 'test.note',
  queue: 'media',
  payload: z.strictObject({ id: z.int().positive() }),
  jobId: ({ id }) => `note-${id}`,
});

let behave: (id: number) => Promise<void>;
let runs: number[] = [];

@Processes(noteJob)
class NoteProcessor extends JobProcessor<{ id: number }> {
  readonly job = noteJob;

  async process({ id }: { id: number }): Promise<void> {
    runs.push(id);
    await behave(id);
  }
}

describeWithOwnRedis('queues in a Redis that goes away', () => {
  let redis: RedisServer;
  let app: INestApplicationContext;

  const start = (environment: Record<string, string> = {}) =>
    startQueueApp({
      target: NO_DATABASE,
      processors: [NoteProcessor],
      environment: { REDIS_URL: redis.url, ...environment },
    });
  const dispatch = (id: number) => app.get(JobDispatcher).dispatch(noteJob, { id });
  const isReachable = () => app.get(QueueBackend).isReachable;
  const completed = () => app.get(JobStatistics).of('media').completed;

  beforeEach(async () => {
    redis = await RedisServer.start();
    runs = [];
    behave = () => Promise.resolve();
  });
  afterEach(async () => {
    await app.close();
    await redis.close();
  });

  it('accept work although Redis is down at the start, and do it when it is there', async () => {
    await redis.stop();
    app = await start();
    expect(await Promise.all([1, 2, 3].map(dispatch))).toEqual(['postponed', 'postponed', 'postponed']);
    expect(await app.get(QueueHealth).check()).toMatchObject({ state: 'degraded', details: { postponed: 3 } });
    await redis.startAgain();
    await eventually('all have run', () => completed() === 3);
    expect(runs).toEqual([1, 2, 3]);
    expect(await app.get(QueueHealth).check()).toMatchObject({ state: 'up' });
  });

  it.each([
    ['is killed and comes back empty', () => redis.stop('SIGKILL'), () => redis.startAgain()],
    ['stops answering for a while', async () => redis.freeze(), async () => redis.thaw()],
  ])('lose nothing when Redis %s while jobs run', async (_what, takeAway, bringBack) => {
    let finish: () => void = () => undefined;
    behave = (id) => (id === 1 ? new Promise((resolve) => (finish = resolve)) : Promise.resolve());
    app = await start();
    await dispatch(1);
    await eventually('the first is running', () => runs.includes(1));

    await takeAway();
    await eventually('it is known', () => !isReachable());
    expect(await dispatch(2)).toBe('postponed');
    finish();
    await bringBack();
    await eventually('the second has run', () => runs.includes(2), 30_000);
    await dispatch(3);
    await eventually('the third has run', () => runs.includes(3));
  });

  it('keep what was urgent ahead of what was not through an outage', async () => {
    app = await start({ ROLES: 'bot' });
    await redis.stop();
    await eventually('it is known', () => !isReachable());
    await dispatch(1);
    await dispatch(2);
    await app.get(JobDispatcher).dispatch(noteJob, { id: 9 }, { urgency: 'interactive' });
    await redis.startAgain();
    await eventually('all are queued', () => app.get(BullmqJobDispatcher).postponedCount === 0);
    const worker = await startQueueApp({
      target: NO_DATABASE,
      processors: [NoteProcessor],
      environment: { REDIS_URL: redis.url },
      profile: { concurrency: 1 },
    });
    await eventually('all have run', () => runs.length === 3);
    await worker.close();
    expect(runs).toEqual([9, 1, 2]);
  });

  it('are filled again when Redis has come back without them', async () => {
    app = await start({ ROLES: 'bot' });
    for (const id of [1, 2]) expect(await dispatch(id)).toBe('queued');
    await redis.stop('SIGKILL');
    await eventually('it is known', () => !isReachable());
    await redis.startAgain();
    const waiting = async () =>
      (
        await app
          .get(BullmqJobDispatcher)
          .counts('media')
          .catch(() => undefined)
      )?.waiting;
    await eventually('both are there again', async () => (await waiting()) === 2);
  });

  it.each([
    ['is down', () => redis.stop('SIGKILL')],
    ['does not answer', async () => redis.freeze()],
  ])('let the process stop in its time while Redis %s', async (_what, takeAway) => {
    let finish: () => void = () => undefined;
    behave = () => new Promise((resolve) => (finish = resolve));
    app = await start({ SHUTDOWN_TIMEOUT: '2' });
    await dispatch(1);
    await eventually('it is running', () => runs.length === 1);
    await takeAway();
    await eventually('it is known', () => !isReachable());
    finish();
    await expect(app.close()).resolves.toBeUndefined();
  });
});
