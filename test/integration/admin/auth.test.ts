import { createHmac } from 'node:crypto';
import { AuditTrail } from '../../../src/audit';
import { ApiApp, OWNER_NAME, OWNER_PASSWORD } from '../../support/api-app';

interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
}

describe('signing in to the admin API', () => {
  let api: ApiApp;

  beforeAll(async () => {
    api = await ApiApp.start();
  });
  afterAll(() => api.close());
  beforeEach(() => api.db.database.execute('TRUNCATE rate_windows'));

  const login = async (): Promise<Tokens> =>
    (await api.call<Tokens>('POST', '/auth/login', { body: { username: OWNER_NAME, password: OWNER_PASSWORD } })).body;
  const refresh = (refreshToken: string) => api.call<Tokens>('POST', '/auth/refresh', { body: { refreshToken } });
  const me = (token: string) => api.call('GET', '/auth/me', { token });
  const letGraceTimePass = () =>
    api.db.database.execute(`UPDATE account_sessions SET rotated_at = rotated_at - interval '11 seconds'`);

  it('answers tokens to the first owner, who may do everything', async () => {
    const tokens = await login();
    expect(tokens).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      expiresIn: 900,
    });
    expect((await me(tokens.accessToken)).body).toMatchObject({
      username: 'owner',
      role: 'owner',
      permissions: expect.arrayContaining(['settings:write', 'accounts:write']),
      telegramId: null,
    });
  });

  it('answers an unknown name and a wrong password alike', async () => {
    const wrong = await api.call('POST', '/auth/login', { body: { username: OWNER_NAME, password: 'not this one' } });
    const unknown = await api.call('POST', '/auth/login', { body: { username: 'nobody', password: 'not this one' } });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect({ ...unknown.body }).toEqual({ ...wrong.body });
  });

  it('rotates refresh tokens, and gives a successor whose answer was lost once more', async () => {
    const { refreshToken } = await login();
    const first = (await refresh(refreshToken)).body;
    expect(first.refreshToken).not.toBe(refreshToken);
    expect((await refresh(refreshToken)).body.refreshToken).toBe(first.refreshToken);
    expect((await refresh(first.refreshToken)).status).toBe(200);
  });

  it('ends the whole session when a used refresh token comes back later', async () => {
    const { refreshToken } = await login();
    const next = (await refresh(refreshToken)).body;
    await letGraceTimePass();
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(next.refreshToken)).status).toBe(401);
    expect((await me(next.accessToken)).status).toBe(401);
  });

  it('ends the whole session when a token of two generations ago comes back, however soon', async () => {
    const { refreshToken } = await login();
    const second = (await refresh(refreshToken)).body.refreshToken;
    const third = (await refresh(second)).body.refreshToken;
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(third)).status).toBe(401);
  });

  it('gives one successor to requests that race with the same refresh token', async () => {
    const { refreshToken } = await login();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
  });

  it('takes no refresh token that was made up, or made for another session', async () => {
    const { refreshToken } = await login();
    const [session, , proof] = refreshToken.split('.');
    for (const forged of [`${session}.2.${proof}`, 'x', `${session}.1.${'A'.repeat(43)}`, refreshToken.slice(0, -1)]) {
      expect((await refresh(forged)).status).toBe(401);
    }
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it('signs out by the refresh token; its access token is of no use then', async () => {
    const { accessToken, refreshToken } = await login();
    expect((await api.call('POST', '/auth/logout', { body: { refreshToken } })).status).toBe(204);
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await api.call('POST', '/auth/logout', { body: { refreshToken } })).status).toBe(204);
  });

  it('signs out everywhere', async () => {
    const [one, other] = [await login(), await login()];
    await api.call('POST', '/auth/logout-everywhere', { token: one.accessToken });
    expect((await me(one.accessToken)).status).toBe(401);
    expect((await me(other.accessToken)).status).toBe(401);
  });

  it('changes one’s password, ends the other sessions and keeps this one', async () => {
    const token = await api.tokenFor(['files:read'], 'changer');
    const other = await api.signIn('changer');
    const passwords = { currentPassword: OWNER_PASSWORD, newPassword: 'another good one' };
    const refused = await api.call('POST', '/auth/password', {
      token,
      body: { ...passwords, currentPassword: 'not this one' },
    });
    expect(refused.status).toBe(422);
    expect((await api.call('POST', '/auth/password', { token, body: passwords })).status).toBe(204);
    expect((await me(token)).status).toBe(200);
    expect((await me(other)).status).toBe(401);
    expect(await api.signIn('changer', 'another good one')).toEqual(expect.any(String));
    await expect(api.signIn('changer')).rejects.toThrow('could not sign in');
  });

  describe('of a page in a browser', () => {
    const keep = { username: OWNER_NAME, password: OWNER_PASSWORD, keep: 'cookie' };
    const panel = (cookie: string) => ({ cookie, 'x-bellhop-panel': '1' });
    const cookieOf = ({ headers }: { headers: Headers }): string => headers.get('set-cookie')?.split(';')[0] ?? '';
    const openPage = async () => {
      const answer = await api.call<Tokens>('POST', '/auth/login', { body: keep });
      return { accessToken: answer.body.accessToken, cookie: cookieOf(answer) };
    };
    const renew = (cookie: string) => api.call<Tokens>('POST', '/auth/refresh', { headers: panel(cookie) });

    it('keeps the refresh token in a cookie that no script can read, for the routes of signing in alone', async () => {
      const answer = await api.call<Tokens>('POST', '/auth/login', { body: keep });
      expect(answer.body.refreshToken).toBeNull();
      expect(answer.headers.get('set-cookie')).toMatch(
        /^bellhop_refresh=[^;]+; Max-Age=\d+; Path=\/api\/v1\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
      );
    });

    it('rotates the cookie, and ends the session when a used one comes back later', async () => {
      const { cookie } = await openPage();
      const renewed = await renew(cookie);
      expect(renewed.status).toBe(200);
      expect(renewed.body.refreshToken).toBeNull();
      expect(cookieOf(renewed)).toMatch(/^bellhop_refresh=.{40,}/);
      expect(cookieOf(renewed)).not.toBe(cookie);
      expect((await me(renewed.body.accessToken)).status).toBe(200);
      await letGraceTimePass();
      const stolen = await renew(cookie);
      expect([stolen.status, cookieOf(stolen)]).toEqual([401, 'bellhop_refresh=']);
      expect((await renew(cookieOf(renewed))).status).toBe(401);
      expect((await me(renewed.body.accessToken)).status).toBe(401);
    });

    it('gives the tabs that renew it together one successor', async () => {
      const { cookie } = await openPage();
      const tabs = await Promise.all(Array.from({ length: 4 }, () => renew(cookie)));
      expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(new Set(tabs.map(cookieOf)).size).toBe(1);
    });

    it('signs out by the cookie, and takes it away', async () => {
      const { accessToken, cookie } = await openPage();
      const left = await api.call('POST', '/auth/logout', { headers: panel(cookie) });
      expect([left.status, cookieOf(left)]).toEqual([204, 'bellhop_refresh=']);
      expect((await me(accessToken)).status).toBe(401);
      expect((await renew(cookie)).status).toBe(401);
    });

    it.each(['refresh', 'logout'])(
      'takes no cookie for %s without the header that other sites can not send',
      async (route) => {
        const { accessToken, cookie } = await openPage();
        const forged = await api.call('POST', `/auth/${route}`, { headers: { cookie } });
        expect([forged.status, forged.body.code, cookieOf(forged)]).toEqual([403, 'api.forged', '']);
        expect((await me(accessToken)).status).toBe(200);
        expect((await renew(cookie)).status).toBe(200);
      },
    );

    it('takes no cookie in place of the access token, header or not', async () => {
      const { cookie } = await openPage();
      expect((await api.call('GET', '/auth/me', { headers: panel(cookie) })).status).toBe(401);
      expect((await api.call('POST', '/auth/logout-everywhere', { headers: panel(cookie) })).status).toBe(401);
    });

    it('lets no form of another site sign somebody in', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        const answer = await api.call('POST', '/auth/login', { raw: { type, bytes: JSON.stringify(keep) } });
        expect([answer.status, answer.headers.get('set-cookie')]).toEqual([400, null]);
      }
    });
  });

  describe('refuses', () => {
    const sign = (header: object, claims: object, key: string): string => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const signed = `${part(header)}.${part(claims)}`;
      return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
    };
    const claimsOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    const key = (purpose: string): string =>
      createHmac('sha256', 'of the tests alone, and long enough to pass').update(purpose).digest() as unknown as string;
    const HS256 = { alg: 'HS256', typ: 'JWT' };

    it('nothing that is signed as it should be (so that the refusals below mean something)', async () => {
      const claims = claimsOf((await login()).accessToken);
      expect((await me(sign(HS256, claims, key('access token')))).status).toBe(200);
    });

    it.each([
      ['no algorithm', { alg: 'none' }, {}, 'access token'],
      ['another algorithm', { alg: 'HS512' }, {}, 'access token'],
      ['another key', HS256, {}, 'refresh token'],
      ['another issuer', HS256, { iss: 'somebody' }, 'access token'],
      ['another audience', HS256, { aud: 'other' }, 'access token'],
      ['a time that is over', HS256, { exp: 1 }, 'access token'],
      ['no end', HS256, { exp: undefined }, 'access token'],
      ['a session that never was', HS256, { sid: '00000000-0000-4000-8000-000000000000' }, 'access token'],
      ['a session id that is none', HS256, { sid: "' OR 1=1" }, 'access token'],
    ])('a token of %s', async (_what, header, change, purpose) => {
      const claims = { ...claimsOf((await login()).accessToken), ...change };
      expect((await me(sign({ typ: 'JWT', ...header }, claims, key(purpose)))).status).toBe(401);
    });

    it('a token that was tampered with', async () => {
      const { accessToken } = await login();
      const [header, claims, signature] = accessToken.split('.');
      const other = Buffer.from(JSON.stringify({ ...claimsOf(accessToken), sub: 'me' })).toString('base64url');
      expect((await me(`${header}.${other}.${signature}`)).status).toBe(401);
      expect((await me(`${header}.${claims}.`)).status).toBe(401);
    });
  });

  /** Guesses are counted in windows of five minutes by the database's clock: a round over which one ends is done again. */
  const withinOneWindow = async <T>(round: () => Promise<T>): Promise<T> => {
    const windowNow = async (): Promise<string> => {
      const [row] = await api.db.database.query<{ began: string }>(
        `SELECT date_bin('5 minutes', now(), timestamptz 'epoch')::text AS began`,
      );
      return row?.began ?? '';
    };
    const began = await windowNow();
    const done = await round();
    return began === (await windowNow()) ? done : round();
  };

  it('stops guessing: by name, known or not, and by address', async () => {
    const guess = (username: string) =>
      api.call('POST', '/auth/login', { body: { username, password: `guess ${Math.random()}` } });
    for (const username of [OWNER_NAME, 'nobody']) {
      const round = async () => {
        await api.db.database.execute('TRUNCATE rate_windows');
        const answers = await Promise.all(Array.from({ length: 21 }, () => guess(username)));
        return { statuses: answers.map(({ status }) => status), next: await guess(username) };
      };
      const { statuses, next } = await withinOneWindow(round);
      expect(statuses.filter((status) => status === 429)).toHaveLength(1);
      expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('takes as long for an unknown name as for a wrong password', async () => {
    const timeOf = async (username: string): Promise<number> => {
      const startedAt = performance.now();
      await api.call('POST', '/auth/login', { body: { username, password: 'not this one' } });
      return performance.now() - startedAt;
    };
    await timeOf(OWNER_NAME);
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 5; round += 1) {
      times.known.push(await timeOf(OWNER_NAME));
      times.unknown.push(await timeOf(`nobody${round}`));
    }
    // Not how long, but that both do the one thing that takes long: without it an answer comes in a few milliseconds.
    expect(Math.min(...times.unknown)).toBeGreaterThan(Math.min(...times.known) / 2);
  });

  it('lets nobody in who was disabled, removed, or shut out of the bot', async () => {
    const owner = await api.signIn();
    const accounts = async () =>
      (await api.call<{ items: { id: string; username: string }[] }>('GET', '/admins', { token: owner })).body.items;
    const token = await api.tokenFor(['files:read'], 'leaver');
    const id = (await accounts()).find(({ username }) => username === 'leaver')?.id ?? '';
    expect((await api.call('PATCH', `/admins/${id}`, { token: owner, body: { disabled: true } })).status).toBe(200);
    expect((await me(token)).status).toBe(401);
    await expect(api.signIn('leaver')).rejects.toThrow('could not sign in');

    await api.meet(5001);
    const linked = { username: 'linked', password: OWNER_PASSWORD, role: 'user', telegramId: 5001 };
    expect((await api.call('POST', '/admins', { token: owner, body: linked })).status).toBe(201);
    expect(await api.signIn('linked')).toEqual(expect.any(String));
    await api.call('POST', '/users/5001/block', { token: owner });
    await expect(api.signIn('linked')).rejects.toThrow('could not sign in');
  });
});

describe('behind a proxy', () => {
  it('counts guesses from all addresses of one IPv6 network together', async () => {
    const api = await ApiApp.start({ environment: { TRUSTED_PROXIES: 'loopback' } });
    try {
      const guess = (address: string) =>
        api.call('POST', '/auth/login', {
          body: { username: `nobody${Math.random()}`, password: 'not this one' },
          headers: { 'x-forwarded-for': address },
        });
      // As if the rest of the sixty had been guessed already.
      await guess('2001:db8:1:2::1');
      await api.db.database.execute(`UPDATE rate_windows SET count = 60 WHERE scope = 'sign-in address'`);
      expect((await guess('2001:db8:1:2:ffff::9')).status).toBe(429);
      expect((await guess('2001:db8:1:3::1')).status).toBe(401);
    } finally {
      await api.close();
    }
  });

  it('gives the cookie to encrypted connections alone', async () => {
    const api = await ApiApp.start({ environment: { TRUSTED_PROXIES: 'loopback' } });
    try {
      const body = { username: OWNER_NAME, password: OWNER_PASSWORD, keep: 'cookie' };
      const answer = await api.call('POST', '/auth/login', { body, headers: { 'x-forwarded-proto': 'https' } });
      expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
    } finally {
      await api.close();
    }
  });
});

describe('the first account', () => {
  it('is made once, and written down', async () => {
    const api = await ApiApp.start({ environment: { ADMIN_USERNAME: 'Boss' } });
    try {
      await api.signIn('boss');
      const rows = await api.db.database.query('SELECT username, role FROM accounts');
      expect(rows).toEqual([{ username: 'boss', role: 'owner' }]);
      expect(api.get(AuditTrail)).toBeDefined();
      const audited = await api.db.database.query('SELECT action, actor_kind FROM audit_entries');
      expect(audited).toEqual([{ action: 'account.create', actor_kind: 'system' }]);
    } finally {
      await api.close();
    }
  });
});
