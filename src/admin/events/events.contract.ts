import { z } from 'zod';
import { endpoint } from '../http/endpoint';

export const topics = ['status', 'queues', 'broadcasts'] as const;
export type Topic = (typeof topics)[number];

export const listen = endpoint({
  method: 'GET',
  path: '/events',
  access: 'signed-in',
  summary: 'Changes as they happen (server-sent events)',
  description:
    'Each event is named after its topic, and its data is what the topic shows now: `status` as `/system/status`, `queues` as ' +
    'the items of `/queues`, without waits, `broadcasts` as those that are scheduled, running or paused, running ones with their pace. An event comes when something has changed, looked ' +
    'at every two seconds. Topics that the account may not read are left out. The stream ends with the access token, and ' +
    'when the account may read one of its topics no more; listen again with a new one.',
  query: z.strictObject({
    topics: z
      .string()
      .max(100)
      .default(topics.join(','))
      .transform((text) => [...new Set(text.split(',').map((topic) => topic.trim()))])
      .pipe(z.array(z.enum(topics)).min(1))
      .describe('Separated by commas.'),
  }),
  answer: { contentType: 'text/event-stream', description: 'Events, until the access token expires.' },
  timeLimitMs: null,
});
