import type { INestApplicationContext, Provider } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, JobDispatcher, JobProcessor, Processes, queueNames } from '../../../src/queue';
import { eventually } from '../../support/eventually';
import { queueCarriers, type QueueCarrier } from '../../support/queue-carriers';
import { startQueueApp } from '../../support/queue-app';
import '../../support/silence-nest';

const ran = new Map<string, number[]>();

/** One kind of job for each queue there is. */
const kinds = queueNames.map((queue) => {
  const job = defineJob({
    name: `test.urgency-${queue}`,
    queue,
    payload: z.strictObject({ id: z.int() }),
    jobId: ({ id }) => `urgency-${id}`,
  });

  @Processes(job)
  class NotingProcessor extends JobProcessor<{ id: number }> {
    readonly job = job;

    process({ id }: { id: number }): Promise<void> {
      ran.set(queue, [...(ran.get(queue) ?? []), id]);
      return Promise.resolve();
    }
  }
  return { queue, job, processor: NotingProcessor as Provider };
});

for (const { name, open, describeIt } of queueCarriers) {
  describeIt(`urgent work on ${name}`, () => {
    let carrier: QueueCarrier;
    const apps: INestApplicationContext[] = [];

    const start = async (environment: Record<string, string> = {}) => {
      const app = await startQueueApp({
        target: carrier.target,
        processors: kinds.map(({ processor }) => processor),
        environment: { ...carrier.environment, ...environment },
        profile: { concurrency: 1 },
      });
      apps.push(app);
      return app;
    };

    beforeAll(async () => {
      carrier = await open();
      ran.clear();
    });
    afterAll(async () => {
      for (const app of apps) await app.close();
      await carrier.close();
    });

    it('goes before bulk work in every queue, and within each kind first come is first served', async () => {
      const dispatcher = (await start({ ROLES: 'bot' })).get(JobDispatcher);
      for (const { job } of kinds) {
        for (const id of [1, 2, 3]) await dispatcher.dispatch(job, { id });
        for (const id of [8, 9]) await dispatcher.dispatch(job, { id }, { urgency: 'interactive' });
      }
      await start();
      await eventually('all have run', () => kinds.every(({ queue }) => ran.get(queue)?.length === 5), 30_000);
      expect(Object.fromEntries(ran)).toEqual(Object.fromEntries(queueNames.map((queue) => [queue, [8, 9, 1, 2, 3]])));
    });
  });
}
