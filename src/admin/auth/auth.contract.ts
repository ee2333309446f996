import { z } from 'zod';
import { isAcceptablePassword, MAX_PASSWORD_BYTES, MIN_PASSWORD_LENGTH } from '../../accounts';
import { permissions } from '../../users';
import { endpoint } from '../http/endpoint';
import { moment } from '../http/lists';

/** What a password that is to be kept must be like. */
export const newPassword = z
  .string()
  .max(200)
  .refine(
    isAcceptablePassword,
    `must have ${MIN_PASSWORD_LENGTH} characters or more and at most ${MAX_PASSWORD_BYTES} bytes`,
  );

/** One that is only compared may be anything short of absurd. */
const givenPassword = z.string().min(1).max(1_000);

const tokens = z
  .object({
    accessToken: z.string(),
    refreshToken: z.string().nullable().describe('Null when it is kept in a cookie.'),
    expiresIn: z.int().describe('Seconds until the access token expires.'),
  })
  .meta({
    id: 'Tokens',
    examples: [{ accessToken: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln', refreshToken: '5f0c….1.9tY…', expiresIn: 900 }],
  });

const refreshBody = z.strictObject({ refreshToken: z.string().min(1).max(500).optional() }).optional();

export const login = endpoint({
  method: 'POST',
  path: '/auth/login',
  access: 'public',
  summary: 'Sign in',
  description:
    'With `keep: "cookie"` the refresh token goes into an httpOnly, `SameSite=Strict` cookie of `/api/v1/auth` instead of the ' +
    'answer, whose `refreshToken` is null: for pages in a browser. The access token is in the answer either way, and is the only ' +
    'thing that any other route looks at.',
  body: z
    .strictObject({
      username: z.string().min(1).max(200),
      password: givenPassword,
      keep: z.enum(['token', 'cookie']).default('token'),
    })
    .meta({ examples: [{ username: 'owner', password: 'correct horse battery' }] }),
  answer: tokens,
  problems: [401],
});

export const refresh = endpoint({
  method: 'POST',
  path: '/auth/refresh',
  access: 'public',
  summary: 'Exchange a refresh token for new tokens',
  description:
    'Each refresh token is good for once. One that comes back ends the session for everybody who holds a token of it, except ' +
    'within ten seconds of its use, when its answer may have been lost. Without a body the cookie is read and its successor set, ' +
    'and the header `X-Bellhop-Panel` is needed.',
  readsCookie: true,
  body: refreshBody,
  answer: tokens,
  problems: [401, 403],
});

export const logout = endpoint({
  method: 'POST',
  path: '/auth/logout',
  access: 'public',
  summary: 'Sign out',
  description: 'Ends the session of the refresh token, of the cookie, or of the access token, whichever is there.',
  readsCookie: true,
  body: refreshBody,
  problems: [403],
});

export const logoutEverywhere = endpoint({
  method: 'POST',
  path: '/auth/logout-everywhere',
  access: 'signed-in',
  summary: 'End all of my sessions, this one included',
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/auth/password',
  access: 'signed-in',
  summary: 'Change my password',
  description: 'Ends all of my other sessions.',
  body: z.strictObject({ currentPassword: givenPassword, newPassword }),
  problems: [422],
});

export const me = endpoint({
  method: 'GET',
  path: '/auth/me',
  access: 'signed-in',
  summary: 'Who I am and what I may do',
  answer: z
    .object({
      accountId: z.uuid(),
      username: z.string(),
      role: z.string(),
      permissions: z.array(z.enum(permissions)),
      telegramId: z.int().nullable(),
      expiresAt: moment.describe('When the access token expires.'),
    })
    .meta({ id: 'Me' }),
});

export const mySessions = endpoint({
  method: 'GET',
  path: '/auth/sessions',
  access: 'signed-in',
  summary: 'Where I am signed in',
  answer: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        current: z.boolean(),
        address: z.string().nullable(),
        userAgent: z.string().nullable(),
        createdAt: moment,
        lastUsedAt: moment,
        expiresAt: moment,
      }),
    ),
  }),
});
