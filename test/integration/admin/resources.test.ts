import sharp from 'sharp';
import { AlertRepository } from '../../../src/alerts';
import { ErrorRecords, ProcessReports } from '../../../src/observability';
import { ApiApp } from '../../support/api-app';

describe('the admin API', () => {
  let api: ApiApp;
  let token: string;

  beforeAll(async () => {
    api = await ApiApp.start();
    token = await api.signIn();
  });
  afterAll(() => api.close());

  const get = <Body = Record<string, unknown>>(path: string) => api.call<Body>('GET', path, { token });
  const send = (method: string, path: string, body?: unknown) => api.call(method, path, { token, body });

  it.each(['/files', '/products', '/orders', '/users', '/admins', '/audit'])('lists %s page by page', async (path) => {
    const answer = await get(path);
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 200,
      body: {
        items: expect.any(Array),
        total: expect.any(Number),
        totalIsEstimate: false,
        page: 1,
        pageSize: 20,
      },
    });
    expect((await get(`${path}?page=3&pageSize=5&sort=-createdAt`)).status).toBe(200);
  });

  it('counts whom a broadcast would reach before there is one', async () => {
    const answer = await get('/broadcasts/audience?language=uz&activeWithinDays=30');
    expect(answer).toMatchObject({ status: 200, body: { recipients: 0, expectedSeconds: 0 } });
    expect(answer.body.perSecond).toBeGreaterThan(0);
    expect((await get('/broadcasts/audience?language=xx')).status).toBe(400);
  });

  it('creates a product once under an idempotency key', async () => {
    const body = { code: 'k1', name: 'Key', acceptedMedia: ['photo'], maxFileSizeBytes: 1000 };
    const headers = { 'idempotency-key': 'abc' };
    const first = await api.call('POST', '/products', { token, body, headers });
    const again = await api.call('POST', '/products', { token, body, headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const other = await api.call('POST', '/products', { token, body: { ...body, name: 'Other' }, headers });
    expect(other.status).toBe(422);
    const without = await api.call('POST', '/products', { token, body });
    expect({ status: without.status, code: without.body.code }).toEqual({ status: 409, code: 'orders.product-exists' });
  });

  it('keeps no hash of a password under an idempotency key', async () => {
    const body = { username: 'once', password: 'a password of mine', role: 'user' };
    const headers = { 'idempotency-key': 'secret' };
    expect((await api.call('POST', '/admins', { token, body, headers })).status).toBe(201);
    expect((await api.call('POST', '/admins', { token, body, headers })).status).toBe(409);
    expect(await api.db.database.query(`SELECT 1 FROM idempotency_keys WHERE key LIKE '% secret'`)).toEqual([]);
  });

  it('changes a product and switches it off', async () => {
    await send('POST', '/products', { code: 'A1', name: 'Mug', acceptedMedia: ['photo'], maxFileSizeBytes: 1000 });
    const changed = await send('PATCH', '/products/a1', { name: 'Cup', active: false });
    expect(changed.body).toMatchObject({ code: 'A1', name: 'Cup', active: false, seriesPattern: null });
    expect((await get<{ items: unknown[] }>('/products?active=false')).body.items).toHaveLength(1);
    expect((await send('PATCH', '/products/NONE', { name: 'x' })).status).toBe(404);
    expect((await send('PATCH', '/products/A1', { seriesPattern: '(' })).status).toBe(422);
  });

  it('finds people by id, name and user name, blocks them and tells what happened', async () => {
    await api.meet(7001, 'Zulfiya');
    for (const q of ['7001', 'zul']) {
      expect((await get<{ items: { id: number }[] }>(`/users?q=${q}`)).body.items.map(({ id }) => id)).toEqual([7001]);
    }
    expect((await send('POST', '/users/7001/block')).body).toMatchObject({ id: 7001, blockedAt: expect.any(String) });
    expect((await get<{ total: number }>('/users?blocked=true')).body.total).toBe(1);
    const timeline = await get<{ items: { kind: string; details: object }[] }>('/users/7001/timeline');
    expect(timeline.body.items).toMatchObject([
      { kind: 'admin.change', details: { action: 'user.block', by: 'owner' } },
    ]);
    expect((await send('POST', '/users/404/block')).status).toBe(404);
  });

  it('makes a role and an account with it, which may do that and no more', async () => {
    await send('POST', '/roles', { name: 'clerk', permissions: ['orders:read'] });
    const password = 'a password of mine';
    const made = await send('POST', '/admins', { username: 'Clerk', password, role: 'clerk' });
    expect(made.body).toMatchObject({ username: 'clerk', role: 'clerk' });
    const clerk = await api.signIn('clerk', password);
    expect((await api.call('GET', '/orders', { token: clerk })).status).toBe(200);
    expect((await api.call('GET', '/files', { token: clerk })).status).toBe(403);
    await send('PATCH', '/roles/clerk', { permissions: ['files:read'] });
    expect((await api.call('GET', '/files', { token: clerk })).status).toBe(200);
    expect((await send('DELETE', '/roles/clerk')).status).toBe(409);
    expect((await send('DELETE', `/admins/${String(made.body.id)}`)).status).toBe(204);
    expect((await send('DELETE', '/roles/clerk')).status).toBe(204);
  });

  it('lets nobody give what they may not do themselves', async () => {
    const limited = await api.tokenFor(['accounts:write', 'accounts:read', 'roles:write', 'users:read']);
    const asLimited = (method: string, path: string, body?: unknown) =>
      api.call(method, path, { token: limited, body });
    const tooMuch = { name: 'boss', permissions: ['settings:write'] };
    expect((await asLimited('POST', '/roles', tooMuch)).status).toBe(403);
    const admin = { username: 'sneaky', password: 'a password of mine', role: 'admin' };
    expect((await asLimited('POST', '/admins', admin)).status).toBe(403);
    expect((await asLimited('POST', '/admins', { ...admin, role: 'owner' })).status).toBe(403);
    expect((await asLimited('PATCH', '/roles/admin', { permissions: [] })).status).toBe(403);
    await api.meet(7002);
    expect((await asLimited('PUT', '/users/7002/role', { role: 'admin' })).status).toBe(403);
    const accounts = await get<{ items: { id: string; username: string }[] }>('/admins?q=owner');
    const owner = accounts.body.items.find(({ username }) => username === 'owner')?.id ?? '';
    expect((await asLimited('PUT', `/admins/${owner}/password`, { newPassword: 'taken over now' })).status).toBe(403);
    expect((await asLimited('DELETE', `/admins/${owner}`)).status).toBe(403);
    expect((await send('DELETE', `/admins/${owner}`)).body.code).toBe('accounts.own-account');
  });

  it('gives a linked account the role of its person', async () => {
    await api.meet(7003);
    const password = 'a password of mine';
    const draft = { username: 'linked', password, role: 'user', telegramId: 7003 };
    const { body } = await send('POST', '/admins', draft);
    const linked = await api.signIn('linked', password);
    expect((await api.call('GET', '/files', { token: linked })).status).toBe(403);
    await send('PUT', '/users/7003/role', { role: 'editor' });
    await send('PATCH', `/admins/${String(body.id)}`, { disabled: false });
    expect((await api.call('GET', '/auth/me', { token: linked })).body).toMatchObject({ role: 'editor' });
    expect((await api.call('GET', '/files', { token: linked })).status).toBe(200);
    const refused = await send('PATCH', `/admins/${String(body.id)}`, { role: 'admin' });
    expect(refused.body.code).toBe('accounts.linked-role');
  });

  it('gives nobody, by taking its person away, an account that may do more than they may', async () => {
    await api.meet(78);
    const strong = { username: 'strong', password: 'a password of mine', role: 'owner', telegramId: 78 };
    const created = await api.call<{ id: string; role: string }>('POST', '/admins', { token, body: strong });
    expect([created.status, created.body.role]).toEqual([201, 'user']);
    const clerk = await api.tokenFor(['accounts:write']);
    const unlink = (as: string) =>
      api.call('PATCH', `/admins/${created.body.id}`, { token: as, body: { telegramId: null } });
    const refused = await unlink(clerk);
    expect([refused.status, refused.body.code]).toEqual([403, 'roles.too-many-permissions']);
    expect((await unlink(token)).body).toMatchObject({ role: 'owner', telegramId: null });
  });

  it('names every field that is wrong', async () => {
    const { status, body } = await send('POST', '/products', { code: 7, name: '', extra: true, acceptedMedia: ['x'] });
    expect(status).toBe(400);
    const fields = (body.problems as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['code', 'name', 'acceptedMedia.0', 'maxFileSizeBytes', '']));
  });

  it('answers what is not there, not JSON, or too large, with a problem', async () => {
    expect((await get('/nothing')).body).toMatchObject({ status: 404, code: 'http.not-found' });
    const raw = (bytes: string) => api.call('POST', '/products', { token, raw: { type: 'application/json', bytes } });
    expect((await raw('{')).body).toMatchObject({ status: 400, code: 'http.bad-request' });
    expect((await raw(`"${'x'.repeat(300_000)}"`)).body).toMatchObject({ status: 413 });
  });

  it('tells how the application is doing, and its figures', async () => {
    const status = await get('/system/status');
    expect({ status: status.status, body: status.body }).toMatchObject({
      status: 200,
      body: {
        tier: 'embedded',
        healthy: true,
        recentErrors: [],
        queues: expect.arrayContaining([
          { name: 'media', waiting: 0, active: 0, delayed: 0, failed: 0, oldestWaitMs: null },
        ]),
        sending: { perSecond: 30, limitPerSecond: 30, waitingUntil: null },
        breakers: expect.any(Array),
      },
    });
    const days = await get<{ items: unknown[] }>('/statistics/daily?from=2026-01-30&to=2026-02-02');
    expect(days.body.items).toHaveLength(4);
    expect((await get('/statistics/daily?from=2026-02-02&to=2026-01-30')).status).toBe(400);
  });

  it('tells what broadcasts and recordings there were, for a day and for a person, without what was said', async () => {
    await api.meet(7009);
    await api.meet(7010);
    await api.db.database.execute(
      `INSERT INTO broadcasts (content, author, status, started_at)
       VALUES ('{"kind":"text","html":"News"}', '{"kind":"chat","userId":1}', 'running', '2026-03-01T10:00:00Z');
       INSERT INTO broadcast_recipients (broadcast_id, user_id, status, reason, settled_at)
       SELECT b.id, r.* FROM (SELECT max(id) AS id FROM broadcasts) AS b, (VALUES
         (7009, 'sent', NULL, '2026-03-01T10:00:30Z'::timestamptz), (7010, 'blocked', 'blocked', '2026-03-01T10:00:31Z')) AS r;
       UPDATE broadcasts SET status = 'finished', ended_at = '2026-03-01T10:01:00Z', audience_complete = true, total = 2, sent = 1,
         blocked = 1 WHERE status = 'running'`,
    );
    const [broadcast] = await api.db.database.query<{ id: number }>('SELECT max(id) AS id FROM broadcasts');
    await api.db.database.execute(
      `INSERT INTO usage (user_id, chat_id, asked_message_id, voice_message_id, kind, file_id, file_unique_id, state, lost_after,
         created_at, ended_at, audio_seconds, text_length, engine, model)
       VALUES (7009, 7009, 1, 1, 'voice', 'f', 'u', 'finished', now(), '2026-03-02T10:00:00Z', now(), 12, 80, 'local', 'tiny')`,
    );
    const days = await get<{ items: object[] }>('/statistics/daily?from=2026-03-01&to=2026-03-02');
    expect(days.body.items).toMatchObject([
      { broadcasts: 1, broadcastMessages: 1, transcriptions: 0 },
      { broadcasts: 0, broadcastMessages: 0, transcriptions: 1, audioSeconds: 12 },
    ]);
    const eventsOf = async (id: number) =>
      (await get<{ items: object[] }>(`/users/${id}/timeline`)).body.items as { kind: string; details: object }[];
    expect(await eventsOf(7009)).toEqual([
      {
        at: '2026-03-02T10:00:00.000Z',
        kind: 'voice.request',
        details: {
          requestId: expect.any(Number),
          kind: 'voice',
          state: 'finished',
          failure: null,
          seconds: 12,
          engine: 'local',
          textLength: 80,
        },
      },
      {
        at: '2026-03-01T10:00:30.000Z',
        kind: 'broadcast.message',
        details: { broadcastId: broadcast?.id, status: 'sent', reason: null, detail: null },
      },
    ]);
    expect(await eventsOf(7010)).toMatchObject([{ details: { status: 'blocked', reason: 'blocked' } }]);
  });

  it('tells how many a broadcast would reach before there is one', async () => {
    await api.db.database.execute(`UPDATE users SET language = 'ru' WHERE id IN (7009, 7010)`);
    expect((await get('/broadcasts/audience?language=ru')).body).toMatchObject({ recipients: 2, expectedSeconds: 1 });
    expect((await get('/broadcasts/audience?activeWithinDays=0')).status).toBe(400);
  });

  it('tells the names beside the ids of another list', async () => {
    const { body } = await get<{ items: { id: number }[] }>('/users?ids=7009,7010,404&sort=id');
    expect(body.items.map(({ id }) => id)).toEqual([7009, 7010]);
    expect((await get('/users?ids=1,x')).status).toBe(400);
  });

  it('lists failures by kind', async () => {
    const seen = {
      name: 'Error',
      code: null,
      place: 'job',
      location: null,
      firstSeenAt: new Date(),
      lastSeenAt: new Date(),
    };
    const kinds = [1, 5].map((count) => ({ ...seen, fingerprint: `kind-${count}`, count, lastReference: null }));
    await api.get(ErrorRecords).add(kinds);
    const { body } = await get<{ items: { fingerprint: string }[] }>('/errors?sort=-count&pageSize=1');
    expect(body).toMatchObject({ items: [{ fingerprint: 'kind-5', count: 5 }] });
  });

  it('hands out the picture that files wear, when there is one', async () => {
    expect((await get('/library/thumbnail')).body).toMatchObject({ status: 404, code: 'media.thumbnail-not-found' });
    const set = (bytes: Buffer) =>
      api.call('PUT', '/library/thumbnail', { token, raw: { type: 'application/octet-stream', bytes } });
    expect((await set(Buffer.from('no picture'))).status).toBe(422);
    expect((await set(Buffer.alloc(11 << 20))).status).toBe(413);
    const picture = await sharp({ create: { width: 400, height: 200, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect((await set(picture)).body).toEqual({ width: 320, height: 160 });
    const shown = await get('/library/thumbnail');
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  it('tells what goes wrong in any process', async () => {
    await api.get(ProcessReports).write('00000000-0000-4000-8000-000000000001', new Date(Date.now() - 90_000), {
      host: 'elsewhere',
      pid: 7,
      version: '0.0.1',
      roles: ['worker'],
      parts: [
        { name: 'database', required: true, state: 'up' },
        { name: 'redis', required: false, state: 'degraded' },
        { name: 'telegram', required: false, state: 'up', details: { sentPerSecond: 4.5, rateLimitedLastHour: 2 } },
      ],
      errorsLastMinute: 3,
    });
    const alert = { kind: 'queue', phaseSinceMs: 0, startedAtMs: 60_000, told: {} } as const;
    await api.get(AlertRepository).save({ ...alert, key: 'queue:media', subject: 'media', phase: 'firing' });
    await api.get(AlertRepository).save({ ...alert, key: 'queue:orders', subject: 'orders', phase: 'suspected' });
    await api.get(ErrorRecords).add([
      {
        fingerprint: 'f1',
        name: 'TypeError',
        code: null,
        place: 'job',
        location: null,
        count: 2,
        firstSeenAt: new Date(),
        lastSeenAt: new Date(),
        lastReference: 'abc',
      },
    ]);
    const { body } = await get<{ processes: { pid: number; ageSeconds: number }[]; sent: { perSecond: number } }>(
      '/system/status',
    );
    expect(body.sent.perSecond).toBeGreaterThanOrEqual(4.5);
    expect(body).toMatchObject({
      sent: { rateLimitedLastHour: 2 },
      recentErrors: expect.arrayContaining([
        expect.objectContaining({ fingerprint: 'f1', name: 'TypeError', count: 2, lastReference: 'abc' }),
      ]) as unknown,
      alerts: [{ key: 'queue:media', easing: false, startedAt: '1970-01-01T00:01:00.000Z' }],
    });
    const other = body.processes.find(({ pid }) => pid === 7);
    expect(other).toMatchObject({ errorsLastMinute: 3, troubledParts: [{ name: 'redis', state: 'degraded' }] });
    expect(other?.ageSeconds).toBeGreaterThanOrEqual(90);
    expect(body.processes.map(({ pid }) => pid)).toContain(process.pid);
  });

  it('speaks the language of whoever asks', async () => {
    const answer = await api.call('GET', '/files/77', { token, headers: { 'accept-language': 'ru-RU,ru;q=0.9' } });
    expect(answer.body).toMatchObject({ status: 404, code: 'media.not-found', detail: expect.stringMatching(/[а-я]/) });
  });
});
