import { z } from 'zod';
import { jobStates, queueNames } from '../../queue';
import { endpoint } from '../http/endpoint';
import { moment, numberInAddress } from '../http/lists';

const count = z.int();
const queueName = z.enum(queueNames);
/** Jobs looked at one by one; whoever has more has another problem than finding one of them. */
const DEEPEST_JOB = 2_000;

export const queueOverview = z
  .object({
    name: queueName,
    waiting: count,
    active: count,
    delayed: count,
    failed: count,
    oldestWaitMs: z.number().nullable().describe('Of the job that is next; null when none waits.'),
  })
  .meta({
    id: 'Queue',
    examples: [{ name: 'media', waiting: 3, active: 2, delayed: 0, failed: 1, oldestWaitMs: 1_250 }],
  });

export const job = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(jobStates),
    payload: z.record(z.string(), z.unknown()).describe('Ids and flags only.'),
    attempts: count,
    attemptsAllowed: count,
    failedReason: z.string().nullable(),
    createdAt: moment,
    startedAt: moment.nullable(),
    finishedAt: moment.nullable(),
  })
  .meta({ id: 'Job' });

const jobParams = z.strictObject({ queue: queueName, jobId: z.string().regex(/^[\w.@=-]{1,200}$/) });

export const listQueues = endpoint({
  method: 'GET',
  path: '/queues',
  access: 'system:read',
  summary: 'The queues and how full they are',
  answer: z.object({ items: z.array(queueOverview), total: z.int() }),
});

export const listJobs = endpoint({
  method: 'GET',
  path: '/queues/:queue/jobs',
  access: 'system:read',
  summary: 'The jobs of a queue in one state',
  description: 'Finished jobs come newest first, all others in their turn.',
  params: z.strictObject({ queue: queueName }),
  query: z
    .strictObject({
      state: z.enum(jobStates).default('failed'),
      page: numberInAddress(1, DEEPEST_JOB).default(1),
      pageSize: numberInAddress(1, 100).default(20),
    })
    .refine(({ page, pageSize }) => page * pageSize <= DEEPEST_JOB, {
      message: `must lie within the first ${DEEPEST_JOB} jobs`,
      path: ['page'],
    }),
  answer: z.object({ items: z.array(job), total: count, page: count, pageSize: count }),
});

export const getJob = endpoint({
  method: 'GET',
  path: '/queues/:queue/jobs/:jobId',
  access: 'system:read',
  summary: 'One job',
  params: jobParams,
  answer: job,
  problems: [404],
});

export const retryJob = endpoint({
  method: 'POST',
  path: '/queues/:queue/jobs/:jobId/retry',
  access: 'system:write',
  summary: 'Run a failed job again',
  params: jobParams,
  answer: job,
  status: 202,
  problems: [404, 409],
});
