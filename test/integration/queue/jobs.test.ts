import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '../../../src/common/app-error';
import {
  defineJob,
  JobDispatcher,
  JobProcessor,
  JobStatistics,
  Processes,
  UnrecoverableJobError,
  type JobContext,
} from '../../../src/queue';
import { Bulkheads } from '../../../src/resilience';
import { BullmqJobDispatcher } from '../../../src/queue/bullmq-job-dispatcher';
import { QueueHealth } from '../../../src/queue/queue.health';
import { startChild } from '../../support/child-process';
import { eventually } from '../../support/eventually';
import { startQueueApp, type QueueAppOptions } from '../../support/queue-app';
import { queueCarriers, type QueueCarrier } from '../../support/queue-carriers';

const noteJob = defineJob({
  name: 'test.note',
  queue: 'media',
  payload: z.strictObject({ id: z.int().positive() }),
  jobId: ({ id }) => `note-${id}`,
});

const tellJob = defineJob({
  name: 'test.tell',
  queue: 'delivery',
  payload: z.strictObject({ id: z.int().positive() }),
  jobId: ({ id }) => `tell-${id}`,
});

type Behaviour = (id: number, context: JobContext) => Promise<void>;
let behave: Behaviour = () => Promise.resolve();
let runs: { id: number; attempt: number; isLastAttempt: boolean }[] = [];

@Processes(noteJob)
class NoteProcessor extends JobProcessor<{ id: number }> {
  readonly job = noteJob;

  async process({ id }: { id: number }, context: JobContext): Promise<void> {
    runs.push({ id, attempt: context.attempt, isLastAttempt: context.isLastAttempt });
    await behave(id, context);
  }
}

@Processes(tellJob)
class TellProcessor extends JobProcessor<{ id: number }> {
  readonly job = tellJob;

  async process({ id }: { id: number }): Promise<void> {
    runs.push({ id, attempt: 1, isLastAttempt: false });
  }
}

const processors = [NoteProcessor, TellProcessor];

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

for (const { name, open, describeIt } of queueCarriers) {
  describeIt(`background jobs on ${name}`, () => {
    let carrier: QueueCarrier;
    const apps: INestApplicationContext[] = [];

    const start = async (options: Partial<QueueAppOptions> = {}) => {
      const environment = { ...carrier.environment, ...options.environment };
      const app = await startQueueApp({ target: carrier.target, processors, ...options, environment });
      apps.push(app);
      return app;
    };
    const countsOf = (app: INestApplicationContext) => app.get(BullmqJobDispatcher).counts('media');
    const idsRun = () => runs.map(({ id }) => id);

    beforeEach(async () => {
      carrier = await open();
      runs = [];
      behave = () => Promise.resolve();
    });
    afterEach(async () => {
      for (const app of apps.splice(0)) await app.close();
      await carrier.close();
    });

    it('runs what was dispatched', async () => {
      const app = await start();
      await expect(app.get(JobDispatcher).dispatch(noteJob, { id: 1 })).resolves.toBe('queued');
      await eventually('the job has run', () => runs.length === 1);
      expect(runs).toEqual([{ id: 1, attempt: 1, isLastAttempt: false }]);
    });

    it('runs a piece of work once, however often it is dispatched', async () => {
      const producer = await start({ environment: { ROLES: 'bot' } });
      const dispatcher = producer.get(JobDispatcher);
      await Promise.all([1, 1, 1, 2].map((id) => dispatcher.dispatch(noteJob, { id })));
      expect(await countsOf(producer)).toMatchObject({ waiting: 2 });

      await start();
      await eventually('both have run', () => runs.length === 2);
      await dispatcher.dispatch(noteJob, { id: 1 });
      await dispatcher.dispatch(noteJob, { id: 3 });
      await eventually('the third has run', () => idsRun().includes(3));
      expect(idsRun().sort()).toEqual([1, 2, 3]);
    });

    it('tells in health how many jobs there are, and nothing else', async () => {
      const producer = await start({ environment: { ROLES: 'bot' } });
      await producer.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      const { details = {} } = await producer.get(QueueHealth).check();
      expect(details).toMatchObject({ 'media.waiting': 1, 'orders.waiting': 0 });
      expect(Object.keys(details).filter((key) => !/\.(waiting|active|delayed|failed)$/.test(key))).toEqual([]);
    });

    it('lets work that somebody waits for go before bulk work', async () => {
      const producer = await start({ environment: { ROLES: 'bot' } });
      const dispatcher = producer.get(JobDispatcher);
      for (const id of [1, 2, 3]) await dispatcher.dispatch(noteJob, { id });
      await dispatcher.dispatch(noteJob, { id: 9 }, { urgency: 'interactive' });

      await start({ profile: { concurrency: 1 } });
      await eventually('all have run', () => runs.length === 4);
      expect(idsRun()).toEqual([9, 1, 2, 3]);
    });

    it('tries again after a failure, and says which attempt is the last', async () => {
      behave = (_id, { attempt }) => (attempt < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve());
      const app = await start();
      await app.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      await eventually('the third attempt has run', () => runs.length === 3);
      expect(runs.map(({ attempt, isLastAttempt }) => [attempt, isLastAttempt])).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ]);
      await eventually('it counts as done', () => app.get(JobStatistics).of('media').completed === 1);
      expect(app.get(JobStatistics).of('media')).toMatchObject({ retried: 2, failed: 0 });
    });

    it('keeps and counts a job whose attempts are used up', async () => {
      behave = () => Promise.reject(new Error('never'));
      const app = await start();
      await app.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      await eventually('it has failed', async () => (await countsOf(app)).failed === 1);
      expect(runs).toHaveLength(3);
      expect(app.get(JobStatistics).of('media')).toMatchObject({ retried: 2, failed: 1 });
    });

    it.each([
      ['says so', new UnrecoverableJobError('gone')],
      ['throws an error that can not heal', new AppError({ code: 'test.gone', messageKey: 'errors.gone' })],
    ])('does not try again when the processor %s', async (_name, error) => {
      behave = () => Promise.reject(error);
      const app = await start();
      await app.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      await eventually('it has failed', async () => (await countsOf(app)).failed === 1);
      expect(runs).toHaveLength(1);
    });

    it('aborts a run at its timeout and tries again', async () => {
      let reason: unknown;
      behave = async (_id, { attempt, signal }) => {
        if (attempt > 1) return;
        await untilAborted(signal).catch((error: unknown) => {
          reason = error;
          throw error;
        });
      };
      const app = await start({ profile: { timeoutMs: 100 } });
      await app.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      await eventually('the second attempt is done', () => app.get(JobStatistics).of('media').completed === 1);
      expect(reason).toMatchObject({ name: 'JobTimedOut' });
      expect(runs).toHaveLength(2);
    });

    it('gives up on a run that ignores its signal', async () => {
      behave = (_id, { attempt }) => (attempt > 1 ? Promise.resolve() : new Promise(() => undefined));
      const app = await start({ profile: { timeoutMs: 100 }, environment: { SHUTDOWN_TIMEOUT: '1' } });
      await app.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      await eventually('the second attempt is done', () => app.get(JobStatistics).of('media').completed === 1);
    });

    it('never runs more at once than THREAD_POOL_SIZE', async () => {
      let running = 0;
      let most = 0;
      const finish: (() => void)[] = [];
      behave = async () => {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => finish.push(resolve));
        running--;
      };
      const app = await start({ environment: { THREAD_POOL_SIZE: '2' } });
      for (const id of [1, 2, 3, 4]) await app.get(JobDispatcher).dispatch(noteJob, { id });
      await eventually('as many run as may', () => running === 2);
      for (let done = 0; done < 4; done++) {
        await eventually('one is running', () => finish.length > 0);
        finish.shift()?.();
      }
      await eventually('all are done', () => app.get(JobStatistics).of('media').completed === 4);
      expect(most).toBe(2);
    });

    it('keeps places for work that somebody waits for, however long the rest takes', async () => {
      behave = (_id, { signal }) => untilAborted(signal);
      const app = await start({ environment: { THREAD_POOL_SIZE: '4', SHUTDOWN_TIMEOUT: '1' } });
      for (const id of [1, 2, 3, 4]) await app.get(JobDispatcher).dispatch(noteJob, { id });
      await eventually('all places that it may have are taken', () => runs.length === 3);
      await app.get(JobDispatcher).dispatch(tellJob, { id: 9 });
      await eventually('somebody is told', () => idsRun().includes(9));
      expect(idsRun().sort()).toEqual([1, 2, 3, 9]);
      expect(app.get(Bulkheads).list()).toMatchObject([{ name: 'jobs', places: 4, reserved: 1, busy: 3, waiting: 1 }]);
    });

    it('refuses a payload that is not what the job declares, before it is queued', async () => {
      const app = await start();
      await expect(app.get(JobDispatcher).dispatch(noteJob, { id: -1 })).rejects.toThrow();
      expect(await countsOf(app)).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    });

    it('lets a running job finish when the process stops', async () => {
      let finish: () => void = () => undefined;
      behave = () => new Promise((resolve) => (finish = resolve));
      const app = await start();
      const observer = await start({ environment: { ROLES: 'bot' } });
      await app.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      await eventually('it is running', () => runs.length === 1);
      const closed = app.close();
      finish();
      await closed;
      expect(await countsOf(observer)).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
      expect(app.get(JobStatistics).of('media')).toMatchObject({ completed: 1, handedBack: 0 });
    });

    it.each([
      ['heeds', (signal: AbortSignal) => untilAborted(signal)],
      ['ignores', () => new Promise<void>(() => undefined)],
    ])('hands back a job that %s its signal when the process stops, at no cost of attempts', async (_name, hang) => {
      behave = (_id, { signal }) => hang(signal);
      const app = await start({ environment: { SHUTDOWN_TIMEOUT: '1' } });
      await app.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      await eventually('it is running', () => runs.length === 1);
      await app.close();

      behave = () => Promise.resolve();
      const next = await start();
      await eventually('another process has run it', () => runs.length === 2);
      expect(runs[1]).toMatchObject({ id: 1, attempt: 1 });
      await eventually('it is done', () => next.get(JobStatistics).of('media').completed === 1);
    });

    it('runs a job again whose process was killed', async () => {
      const producer = await start({ environment: { ROLES: 'bot' } });
      const child = startChild('hold-job', { target: carrier.target, environment: carrier.environment });
      try {
        await producer.get(JobDispatcher).dispatch(noteJob, { id: 1 });
        await child.said('holding 1');
      } finally {
        await child.kill();
      }
      const next = await start();
      await eventually('it is done', () => next.get(JobStatistics).of('media').completed === 1);
      expect(runs).toEqual([{ id: 1, attempt: 1, isLastAttempt: false }]);
    });

    it('answers "postponed" when the queue is down', async () => {
      const down = await start({
        ...carrier.nowhere,
        environment: { ...carrier.nowhere.environment, ROLES: 'bot' },
      });
      await expect(down.get(JobDispatcher).dispatch(noteJob, { id: 1 })).resolves.toBe('postponed');
    });

    it('goes on by itself after the server has cut every connection', async () => {
      const app = await start();
      await app.get(JobDispatcher).dispatch(noteJob, { id: 1 });
      await eventually('the first has run', () => runs.length === 1);
      await carrier.cutConnections();
      await eventually(
        'a job is queued',
        async () => (await app.get(JobDispatcher).dispatch(noteJob, { id: 2 })) === 'queued',
      );
      await eventually('the second has run', () => idsRun().includes(2));
    });

    it('does not start a worker while a declared job has no processor', async () => {
      await expect(start({ processors: [TellProcessor] })).rejects.toThrow('the job "test.note" has no processor');
    });

    it('does not start a worker while a job has two processors', async () => {
      @Processes(noteJob)
      class SecondProcessor extends NoteProcessor {}
      await expect(start({ processors: [...processors, SecondProcessor] })).rejects.toThrow('more than one processor');
    });
  });
}
