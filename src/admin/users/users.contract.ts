import { z } from 'zod';
import { languages } from '../../i18n';
import { reachabilities } from '../../users';
import { endpoint } from '../http/endpoint';
import {
  flagInAddress,
  listOf,
  listQuery,
  moment,
  numberInAddress,
  roleName,
  searchText,
  telegramId,
} from '../http/lists';

export const user = z
  .object({
    id: z.int().describe('Their Telegram id.'),
    firstName: z.string(),
    lastName: z.string().nullable(),
    username: z.string().nullable(),
    language: z.enum(languages),
    role: z.string(),
    blockedAt: moment.nullable(),
    reachability: z.enum(reachabilities),
    createdAt: moment,
    lastSeenAt: moment.describe('Exact to a minute.'),
  })
  .meta({
    id: 'User',
    examples: [
      {
        id: 201,
        firstName: 'Aziza',
        lastName: null,
        username: 'aziza',
        language: 'uz',
        role: 'user',
        blockedAt: null,
        reachability: 'reachable',
        createdAt: '2026-11-01T08:00:00.000Z',
        lastSeenAt: '2026-11-22T05:20:00.000Z',
      },
    ],
  });

/** For names beside the ids in another list. */
const idsInAddress = z
  .string()
  .max(2_000)
  .transform((text) => text.split(','))
  .pipe(z.array(telegramId).min(1).max(100))
  .describe('Up to 100 ids, separated by commas.');

const params = z.strictObject({ userId: telegramId });

export const listUsers = endpoint({
  method: 'GET',
  path: '/users',
  access: 'users:read',
  summary: 'People',
  description: '`q` is a Telegram id, a user name with or without `@`, or how a name begins.',
  query: listQuery({
    sort: ['lastSeenAt', 'createdAt', 'id'],
    filters: {
      q: searchText.optional(),
      ids: idsInAddress.optional(),
      language: z.enum(languages).optional(),
      role: roleName.optional(),
      blocked: flagInAddress.optional(),
      reachability: z.enum(reachabilities).optional(),
    },
  }),
  answer: listOf(user),
});

export const getUser = endpoint({
  method: 'GET',
  path: '/users/:userId',
  access: 'users:read',
  summary: 'One person',
  params,
  answer: user,
  problems: [404],
});

export const changeUser = endpoint({
  method: 'PATCH',
  path: '/users/:userId',
  access: 'users:write',
  summary: 'Change their language',
  params,
  body: z.strictObject({ language: z.enum(languages) }),
  answer: user,
  problems: [404],
});

export const changeUserRole = endpoint({
  method: 'PUT',
  path: '/users/:userId/role',
  access: 'roles:write',
  summary: 'Give them another role',
  description: 'Nobody gives, or takes from, somebody what they may not do themselves.',
  params,
  body: z.strictObject({ role: roleName }),
  answer: user,
  problems: [404, 409],
});

export const blockUser = endpoint({
  method: 'POST',
  path: '/users/:userId/block',
  access: 'users:write',
  summary: 'Shut them out: whatever they send is dropped',
  params,
  answer: user,
  problems: [404, 409],
});

export const unblockUser = endpoint({
  method: 'POST',
  path: '/users/:userId/unblock',
  access: 'users:write',
  summary: 'Let them in again',
  params,
  answer: user,
  problems: [404],
});

export const userTimeline = endpoint({
  method: 'GET',
  path: '/users/:userId/timeline',
  access: 'users:read',
  summary: 'Everything that happened to them, newest first',
  description:
    'Updates and how they were handled, files, orders and what was told of them, broadcasts and whether they arrived, recordings ' +
    'without what was said, and what admins changed. For the next page, give the `before` that came with the last one. What they ' +
    'typed is kept nowhere.',
  params,
  query: z.strictObject({ before: moment.optional(), limit: numberInAddress(1, 100).default(50) }),
  answer: z
    .object({
      items: z.array(
        z.object({
          at: moment,
          kind: z.string(),
          details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        }),
      ),
      before: moment.nullable().describe('Null when there is nothing older.'),
    })
    .meta({ id: 'Timeline' }),
  problems: [404],
});
