import { z } from 'zod';
import { endpoint } from '../http/endpoint';
import { moment } from '../http/lists';

const MAX_DAYS = 366;
const day = z.iso.date();
const count = z.int();

export const dailyStatistics = endpoint({
  method: 'GET',
  path: '/statistics/daily',
  access: 'stats:read',
  summary: 'Figures for each day',
  description: 'Days are UTC. Answers are kept for a minute; `generatedAt` says when they were made.',
  query: z
    .strictObject({ from: day, to: day })
    .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] })
    .refine(({ from, to }) => daysBetween(from, to) < MAX_DAYS, { message: `at most ${MAX_DAYS} days`, path: ['to'] }),
  answer: z
    .object({
      generatedAt: moment,
      from: day,
      to: day,
      items: z.array(
        z.object({
          day,
          newUsers: count,
          uploads: count,
          downloads: count,
          orders: count.describe('Begun on that day.'),
          ordersComplete: count.describe('Of those, complete by now.'),
          ordersFailed: count.describe('Of those, failed by now.'),
          broadcasts: count.describe('Begun on that day.'),
          broadcastMessages: count.describe('Of those, arrived by now.'),
          transcriptions: count,
          audioSeconds: z.number(),
        }),
      ),
    })
    .meta({ id: 'DailyStatistics' }),
});

export const totals = endpoint({
  method: 'GET',
  path: '/statistics/totals',
  access: 'stats:read',
  summary: 'Figures of everything',
  description: 'Answers are kept for a minute; `generatedAt` says when they were made.',
  answer: z
    .object({
      generatedAt: moment,
      users: z.object({
        total: count,
        activeToday: count,
        newThisWeek: count,
        unreachable: count,
        blocked: count,
      }),
      library: z.object({
        files: count,
        totalBytes: z.number(),
        downloads: count,
        byStatus: z.object({ pending: count, processing: count, ready: count, unprocessed: count }),
      }),
    })
    .meta({ id: 'Totals' }),
});

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
