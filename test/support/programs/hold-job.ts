import 'reflect-metadata';
import { z } from 'zod';
import type { ConnectionTarget } from '../../../src/database';
import { defineJob, JobProcessor, Processes } from '../../../src/queue';
import { startQueueApp } from '../queue-app';

const job = defineJob({
  name: 'test.note',
  queue: 'media',
  payload: z.strictObject({ id: z.int() }),
  jobId: ({ id }) => `note-${id}`,
});

/** Takes a job and never finishes it. */
@Processes(job)
class HoldingProcessor extends JobProcessor<{ id: number }> {
  readonly job = job;

  process({ id }: { id: number }): Promise<void> {
    process.stdout.write(`holding ${id}\n`);
    return new Promise(() => undefined);
  }
}

const { target, environment } = JSON.parse(process.argv[2] ?? '{}') as {
  target: ConnectionTarget;
  environment: Record<string, string>;
};
void startQueueApp({ target, environment, processors: [HoldingProcessor] });
