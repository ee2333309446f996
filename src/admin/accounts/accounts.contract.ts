import { z } from 'zod';
import { normaliseUsername, USERNAME } from '../../accounts';
import { newPassword } from '../auth/auth.contract';
import { endpoint } from '../http/endpoint';
import { accountId, listOf, listQuery, moment, roleName, searchText } from '../http/lists';

const personId = z
  .int()
  .min(1)
  .max(2 ** 52)
  .nullable();

export const account = z
  .object({
    id: z.uuid(),
    username: z.string(),
    role: z.string().describe('Of a linked account, the role of its person.'),
    telegramId: z.int().nullable().describe('The person in the chat whom this account belongs to.'),
    disabledAt: moment.nullable(),
    createdAt: moment,
    lastSignInAt: moment.nullable(),
  })
  .meta({
    id: 'Admin',
    examples: [
      {
        id: '5f0c8a2e-7d0f-4a57-9d5e-0d9a52a5b0aa',
        username: 'owner',
        role: 'owner',
        telegramId: null,
        disabledAt: null,
        createdAt: '2026-11-22T05:20:00.000Z',
        lastSignInAt: '2026-11-22T05:21:00.000Z',
      },
    ],
  });

const params = z.strictObject({ adminId: accountId });

export const listAccounts = endpoint({
  method: 'GET',
  path: '/admins',
  access: 'accounts:read',
  summary: 'Accounts that may sign in here',
  query: listQuery({
    sort: ['username', 'createdAt', 'lastSignInAt'],
    filters: { q: searchText.optional(), role: roleName.optional() },
  }),
  answer: listOf(account),
});

export const getAccount = endpoint({
  method: 'GET',
  path: '/admins/:adminId',
  access: 'accounts:read',
  summary: 'One account',
  params,
  answer: account,
  problems: [404],
});

export const createAccount = endpoint({
  method: 'POST',
  path: '/admins',
  access: 'accounts:write',
  summary: 'Add an account',
  description:
    'Nobody gives a role that may do more than they may themselves. A linked account has the role of its person.',
  body: z.strictObject({
    username: z.string().max(100).transform(normaliseUsername).pipe(z.string().regex(USERNAME)),
    password: newPassword,
    role: roleName,
    telegramId: personId.default(null),
  }),
  answer: account,
  status: 201,
  problems: [404, 409],
});

export const changeAccount = endpoint({
  method: 'PATCH',
  path: '/admins/:adminId',
  access: 'accounts:write',
  summary: 'Give another role, link a person, shut out or let in again',
  params,
  body: z
    .strictObject({ role: roleName, telegramId: personId, disabled: z.boolean() })
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
  answer: account,
  problems: [404, 409],
});

export const resetPassword = endpoint({
  method: 'PUT',
  path: '/admins/:adminId/password',
  access: 'accounts:write',
  summary: 'Give a new password and end all sessions',
  params,
  body: z.strictObject({ newPassword }),
  problems: [404],
});

export const signOutAccount = endpoint({
  method: 'POST',
  path: '/admins/:adminId/sign-out',
  access: 'accounts:write',
  summary: 'End all sessions of an account',
  params,
  problems: [404],
});

export const removeAccount = endpoint({
  method: 'DELETE',
  path: '/admins/:adminId',
  access: 'accounts:write',
  summary: 'Remove an account',
  params,
  problems: [404, 409],
});
