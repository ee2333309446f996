import { z } from 'zod';
import { requestStates, voiceKinds } from '../../transcription';
import { endpoint } from '../http/endpoint';
import { listOf, listQuery, moment, rowId, telegramId } from '../http/lists';

export const usage = z
  .object({
    id: z.int(),
    userId: z.int(),
    chatId: z.int(),
    kind: z.enum(voiceKinds),
    state: z.enum(requestStates),
    failure: z.string().nullable(),
    durationSeconds: z.number().nullable().describe('As the message says.'),
    audioSeconds: z.number().nullable().describe('As it was heard.'),
    engine: z.string().nullable(),
    model: z.string().nullable(),
    processingMs: z.number().nullable(),
    textLength: z.int().nullable(),
    attempts: z.int(),
    createdAt: moment,
    takenAt: moment.nullable(),
    endedAt: moment.nullable(),
  })
  .meta({ id: 'TranscriptionUsage' });

export const listUsage = endpoint({
  method: 'GET',
  path: '/transcription/usage',
  access: 'transcription:read',
  summary: 'Requests; never what was said',
  query: listQuery({
    sort: ['createdAt'],
    filters: {
      state: z.enum(requestStates).optional(),
      userId: telegramId.optional(),
      engine: z
        .string()
        .regex(/^[\w-]{1,40}$/)
        .optional(),
    },
  }),
  answer: listOf(usage),
});

export const listEngines = endpoint({
  method: 'GET',
  path: '/transcription/engines',
  access: 'transcription:read',
  summary: 'Engines and models that have worked, how fast they are, and what they did in the last day',
  answer: z.object({
    items: z.array(
      z.object({
        engine: z.string(),
        model: z.string(),
        realTimeFactor: z.number().describe('Expected of the next run: processing seconds per second of audio.'),
        measurements: z.int(),
        updatedAt: moment,
        finished: z.int(),
        audioSeconds: z.number(),
        processingMs: z.number(),
      }),
    ),
    total: z.int(),
  }),
});

export const viewQueue = endpoint({
  method: 'GET',
  path: '/transcription/queue',
  access: 'transcription:read',
  summary: 'Everything in line or at work, first come first',
  answer: z.object({
    items: z.array(
      z.object({
        id: z.int(),
        userId: z.int(),
        state: z.enum(requestStates),
        durationSeconds: z.number().nullable(),
        position: z.int().describe('From 1; 0 while it is worked on.'),
        waitMs: z.number().describe('Estimated.'),
      }),
    ),
    total: z.int(),
  }),
});

export const cancelRequest = endpoint({
  method: 'POST',
  path: '/transcription/queue/:requestId/cancel',
  access: 'users:write',
  summary: 'Take a request out of the line, or stop it',
  params: z.strictObject({ requestId: rowId }),
  answer: z.object({ outcome: z.enum(['cancelled', 'tooLate']) }),
  problems: [404],
});
