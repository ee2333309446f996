import { z } from 'zod';
import { alertKinds } from '../../alerts';
import { roles } from '../../config';
import { queueOverview } from '../queues/queues.contract';
import { endpoint } from '../http/endpoint';
import { listOf, listQuery, moment } from '../http/lists';

const partState = z.enum(['up', 'degraded', 'down']);
const detail = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const errorKind = z
  .object({
    fingerprint: z.string(),
    name: z.string(),
    code: z.string().nullable(),
    place: z.string(),
    location: z.string().nullable(),
    count: z.int(),
    firstSeenAt: moment,
    lastSeenAt: moment,
    lastReference: z.string().nullable(),
  })
  .meta({ id: 'ErrorKind' });

export const listErrors = endpoint({
  method: 'GET',
  path: '/errors',
  access: 'system:read',
  summary: 'Unexpected failures of all processes, by kind',
  query: listQuery({ sort: ['lastSeenAt', 'count'] }),
  answer: listOf(errorKind),
});

export const systemStatus = z
  .object({
    generatedAt: moment,
    version: z.string(),
    node: z.string(),
    tier: z.string().describe('What the application runs on.'),
    roles: z.array(z.enum(roles)).describe('Of the process that answers.'),
    uptimeSeconds: z.int(),
    residentBytes: z.int(),
    healthy: z.boolean().describe('Whether every part works that the application needs.'),
    parts: z.array(
      z.object({
        name: z.string(),
        required: z.boolean(),
        state: partState,
        details: z.record(z.string(), detail),
      }),
    ),
    queues: z.array(queueOverview).nullable().describe('Null while the queues can not be asked.'),
    sending: z
      .object({
        perSecond: z.number().describe('Below the limit for a while after Telegram asked to slow down.'),
        limitPerSecond: z.number(),
        waitingUntil: moment.nullable().describe('Until when Telegram wants nothing.'),
      })
      .nullable()
      .describe('The pace that messages may take, over all processes; null while it can not be asked.'),
    sent: z
      .object({
        perSecond: z.number().describe('Messages that left within the last ten seconds, divided by these.'),
        rateLimitedLastHour: z
          .int()
          .describe('Answers of Telegram that asked for a pause (429); of each process since its start at most.'),
      })
      .nullable()
      .describe(
        'What left for Telegram, added up over all processes as they last reported it, every few seconds; null while none does.',
      ),
    breakers: z.array(
      z.object({
        name: z.string(),
        state: z.enum(['closed', 'open', 'half-open']),
        since: moment,
        successes: z.int(),
        failures: z.int(),
        rejections: z.int(),
        timesOpened: z.int(),
      }),
    ),
    recentErrors: z.array(errorKind).describe('The latest; `/errors` lists them all.'),
    alerts: z
      .array(
        z.object({
          key: z.string(),
          kind: z.enum(alertKinds),
          subject: z.string().nullable().describe("Which one, where there are several: a queue's, a task's name."),
          easing: z.boolean().describe('Gone, but not for long enough to be over.'),
          startedAt: moment,
        }),
      )
      .describe('What the owners have been told of, and not yet that it is over.'),
    processes: z
      .array(
        z.object({
          id: z.uuid(),
          host: z.string(),
          pid: z.int(),
          version: z.string(),
          roles: z.array(z.enum(roles)),
          startedAt: moment,
          seenAt: moment,
          ageSeconds: z.int(),
          silentSeconds: z.int().describe('Processes report every few seconds; one that does not is gone or hangs.'),
          errorsLastMinute: z.int(),
          troubledParts: z.array(z.object({ name: z.string(), state: partState })),
        }),
      )
      .describe('Every process that reported itself within the last quarter of an hour, the longest running first.'),
    tasks: z.array(
      z.object({
        id: z.string(),
        startedAt: moment,
        durationMs: z.number().nullable(),
        outcome: z.enum(['running', 'done', 'failed']),
      }),
    ),
  })
  .meta({ id: 'SystemStatus' });

export const getSystemStatus = endpoint({
  method: 'GET',
  path: '/system/status',
  access: 'system:read',
  summary: 'How the application is doing',
  description:
    'Parts, breakers and memory are those of the process that answers; queues, what is sent, tasks, errors and alerts are those of all.',
  answer: systemStatus,
});

export const healthHistory = z
  .object({
    items: z.array(
      z.object({
        takenAt: moment,
        processes: z.int().describe('That had reported themselves within the last minute.'),
        parts: z.record(z.string(), partState).describe('Each part as the process saw it in which it did worst.'),
        queueDepths: z.record(z.string(), z.number()).describe('For example `orders.waiting`.'),
      }),
    ),
  })
  .meta({ id: 'HealthHistory' });

export const getHealthHistory = endpoint({
  method: 'GET',
  path: '/system/health-history',
  access: 'system:read',
  summary: 'How the application did, minute by minute',
  description: 'The latest first, at most a day of minutes; a week is kept. Without times: the last day.',
  query: z.strictObject({ from: moment.optional(), to: moment.optional() }),
  answer: healthHistory,
});
