import { z } from 'zod';
import { broadcastStatuses, recipientReasons, recipientStatuses } from '../../broadcast';
import { languages } from '../../i18n';
import { endpoint } from '../http/endpoint';
import { listOf, listQuery, moment, numberInAddress, rowId, telegramId } from '../http/lists';

const TELEGRAM_ID = 2 ** 52;
const MAX_DAYS = 10_000;
const count = z.int();

const content = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), html: z.string().min(1).max(20_000).describe("Telegram's HTML.") }),
  z.strictObject({
    kind: z.literal('copy'),
    chatId: z.int().min(-TELEGRAM_ID).max(TELEGRAM_ID),
    messageIds: z
      .array(
        z
          .int()
          .min(1)
          .max(2 ** 31 - 1),
      )
      .min(1)
      .max(10),
    albumId: z.string().max(100).optional(),
  }),
]);
const options = {
  buttons: z
    .array(z.array(z.strictObject({ text: z.string().min(1).max(100), url: z.string().min(1).max(2_000) })).max(8))
    .max(20),
  language: z.enum(languages).nullable(),
  activeWithinDays: z.int().min(1).max(MAX_DAYS).nullable(),
  silent: z.boolean(),
  protect: z.boolean(),
};

export const broadcast = z
  .object({
    id: z.int(),
    status: z.enum(broadcastStatuses),
    content,
    ...options,
    startAt: moment.nullable(),
    author: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('chat'), userId: z.int() }),
      z.object({ kind: z.literal('account'), accountId: z.string(), name: z.string() }),
    ]),
    counts: z.object({
      total: count,
      open: count,
      sent: count,
      blocked: count,
      invalid: count,
      failed: count,
      unknown: count,
    }),
    audienceComplete: z.boolean(),
    pauseReason: z.enum(['admin', 'failures']).nullable(),
    createdAt: moment,
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
  })
  .meta({ id: 'Broadcast' });

const params = z.strictObject({ broadcastId: rowId });
const filters = {
  status: z.enum(recipientStatuses).optional(),
  reason: z.enum(recipientReasons).optional(),
  userId: telegramId.optional(),
};

/** A move of a broadcast from one state to another. */
const move = (verb: string, summary: string, problems: readonly number[] = []) =>
  endpoint({
    method: 'POST',
    path: `/broadcasts/:broadcastId/${verb}`,
    access: 'broadcasts:send',
    summary,
    params,
    answer: broadcast,
    problems: [404, 409, ...problems],
    idempotent: true,
  });

export const listBroadcasts = endpoint({
  method: 'GET',
  path: '/broadcasts',
  access: 'broadcasts:read',
  summary: 'Broadcasts',
  query: listQuery({ sort: ['createdAt'], filters: { status: z.enum(broadcastStatuses).optional() } }),
  answer: listOf(broadcast),
});

const reach = {
  recipients: count.describe('People it would go to now.'),
  perSecond: z.number().describe('People a second, at the full rate.'),
  expectedSeconds: z.int(),
};

export const measureAudience = endpoint({
  method: 'GET',
  path: '/broadcasts/audience',
  access: 'broadcasts:read',
  summary: 'How many people a choice would reach, and how long that would take',
  query: z.strictObject({
    language: z.enum(languages).optional(),
    activeWithinDays: numberInAddress(1, MAX_DAYS).optional(),
    messages: numberInAddress(1, 10).default(1).describe('Messages that each of them gets: the pieces of an album.'),
  }),
  answer: z.object(reach),
});

export const getBroadcast = endpoint({
  method: 'GET',
  path: '/broadcasts/:broadcastId',
  access: 'broadcasts:read',
  summary: 'One broadcast, its counts, and how fast it goes',
  params,
  answer: z.object({
    ...broadcast.shape,
    pace: z.object({ perSecond: z.number(), waitingUntil: moment.nullable() }),
  }),
  problems: [404],
});

export const createBroadcast = endpoint({
  method: 'POST',
  path: '/broadcasts',
  access: 'broadcasts:send',
  summary: 'Keep a draft',
  description: 'Nothing is sent until it is started. What is wrong with it is told by its preview.',
  body: z
    .strictObject({ content, ...z.object(options).partial().shape })
    .meta({ examples: [{ content: { kind: 'text', html: '<b>News</b>' }, language: 'uz', silent: true }] }),
  answer: broadcast,
  status: 201,
  problems: [422],
  idempotent: true,
});

export const changeBroadcast = endpoint({
  method: 'PATCH',
  path: '/broadcasts/:broadcastId',
  access: 'broadcasts:send',
  summary: 'Change what has not begun',
  params,
  body: z
    .strictObject({ content, ...options })
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
  answer: broadcast,
  problems: [404, 409, 422],
});

export const previewBroadcast = endpoint({
  method: 'GET',
  path: '/broadcasts/:broadcastId/preview',
  access: 'broadcasts:read',
  summary: 'What starting it would mean',
  params,
  answer: z.object({
    ...reach,
    problems: z
      .array(z.object({ code: z.string(), detail: z.string() }))
      .describe('Why it can not be started; none means that it can.'),
  }),
  problems: [404],
});

export const testBroadcast = endpoint({
  method: 'POST',
  path: '/broadcasts/:broadcastId/test',
  access: 'broadcasts:send',
  summary: 'Show it to me in the chat, as recipients will see it',
  description: 'The account has to be linked to a person.',
  params,
  problems: [404, 409, 422],
});

export const scheduleBroadcast = endpoint({
  method: 'POST',
  path: '/broadcasts/:broadcastId/schedule',
  access: 'broadcasts:send',
  summary: 'Let it begin by itself',
  params,
  body: z.strictObject({ startAt: moment }),
  answer: broadcast,
  problems: [404, 409, 422],
  idempotent: true,
});

export const startBroadcast = move('start', 'Begin to send', [422]);
export const unscheduleBroadcast = move('unschedule', 'Make a scheduled one a draft again');
export const pauseBroadcast = move('pause', 'Pause: no message begins after the answer');
export const resumeBroadcast = move('resume', 'Go on');
export const cancelBroadcast = move('cancel', 'Give it up: whoever is still open gets nothing');

const reopen = (verb: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/broadcasts/:broadcastId/${verb}`,
    access: 'broadcasts:send',
    summary,
    params,
    answer: z.object({ recipients: count }),
    problems: [404, 409],
    idempotent: true,
  });
export const retryFailed = reopen('retry-failed', 'Send again where a passing failure was in the way');
export const resendUnknown = reopen('resend-unknown', 'Send again where nobody knows; some may get it twice');

export const listLedger = endpoint({
  method: 'GET',
  path: '/broadcasts/:broadcastId/ledger',
  access: 'broadcasts:read',
  summary: 'Who got it and who did not',
  params,
  query: listQuery({ sort: ['userId'], filters }),
  answer: listOf(
    z.object({
      userId: z.int(),
      firstName: z.string().nullable(),
      username: z.string().nullable(),
      status: z.enum(recipientStatuses),
      reason: z.enum(recipientReasons).nullable(),
      detail: z.string().nullable(),
      messageId: z.int().nullable(),
      attempts: z.int(),
      settledAt: moment.nullable(),
    }),
  ),
  problems: [404],
});

export const ledgerCsv = endpoint({
  method: 'GET',
  path: '/broadcasts/:broadcastId/ledger.csv',
  access: 'broadcasts:read',
  summary: 'The whole ledger as CSV',
  params,
  query: z.strictObject(filters),
  answer: { contentType: 'text/csv', description: 'One line for each recipient.' },
  problems: [404],
  timeLimitMs: null,
});
