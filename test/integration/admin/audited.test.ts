import { EndpointRegistry } from '../../../src/admin/http/endpoint-registry';
import { ApiApp, OWNER_PASSWORD } from '../../support/api-app';
import { peoplesDoing } from '../../support/peoples-doing';

/** One pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Every change by the API, in an order in which each can be made, and the line it leaves. */
const CHANGES: [method: string, path: string, body: unknown, action: string][] = [
  ['POST', '/products', { code: 'A1', name: 'Mug', acceptedMedia: ['photo'], maxFileSizeBytes: 1 }, 'product.create'],
  ['PATCH', '/products/A1', { name: 'Cup' }, 'product.change'],
  ['POST', '/channels', { reference: '@news' }, 'channel.add'],
  ['PATCH', '/channels/-1001', { active: false }, 'channel.deactivate'],
  ['PATCH', '/channels/-1001', { takesJoinRequests: true }, 'channel.join-requests'],
  ['DELETE', '/channels/-1001', undefined, 'channel.remove'],
  ['POST', '/users/7/block', undefined, 'user.block'],
  ['POST', '/users/7/unblock', undefined, 'user.unblock'],
  ['PATCH', '/users/7', { language: 'ru' }, 'user.language'],
  ['PUT', '/users/7/role', { role: 'editor' }, 'user.role'],
  ['PATCH', '/settings', { 'voice.maxWaiting': 7 }, 'setting.change'],
  ['DELETE', '/settings/voice.maxWaiting', undefined, 'setting.reset'],
  ['POST', '/roles', { name: 'clerk', permissions: [] }, 'role.create'],
  ['PATCH', '/roles/clerk', { permissions: ['files:read'] }, 'role.change'],
  ['DELETE', '/roles/clerk', undefined, 'role.remove'],
  ['POST', '/admins', { username: 'ann', password: 'a password of mine', role: 'editor' }, 'account.create'],
  ['PATCH', '/admins/{ann}', { disabled: true }, 'account.change'],
  ['PUT', '/admins/{ann}/password', { newPassword: 'another good one' }, 'account.password'],
  ['POST', '/admins/{ann}/sign-out', undefined, 'account.sign-out'],
  ['DELETE', '/admins/{ann}', undefined, 'account.remove'],
  ['POST', '/broadcasts', { content: { kind: 'text', html: 'Hello' } }, 'broadcast.create'],
  ['PATCH', '/broadcasts/1', { silent: true }, 'broadcast.update'],
  [
    'POST',
    '/broadcasts/1/schedule',
    { startAt: new Date(Date.now() + 86_400_000).toISOString() },
    'broadcast.schedule',
  ],
  ['POST', '/broadcasts/1/unschedule', undefined, 'broadcast.unschedule'],
  ['POST', '/broadcasts/1/start', undefined, 'broadcast.start'],
  ['POST', '/broadcasts/1/pause', undefined, 'broadcast.pause'],
  ['POST', '/broadcasts/1/resume', undefined, 'broadcast.resume'],
  ['POST', '/broadcasts/1/cancel', undefined, 'broadcast.cancel'],
  ['POST', '/broadcasts', { content: { kind: 'text', html: 'Again' } }, 'broadcast.create'],
  ['POST', '/broadcasts/2/retry-failed', undefined, 'broadcast.retry-failed'],
  ['POST', '/broadcasts/2/resend-unknown', undefined, 'broadcast.resend-unknown'],
  ['PATCH', '/files/1', { title: 'Book' }, 'file.rename'],
  ['PATCH', '/files/1', { tags: ['new'] }, 'file.retag'],
  ['POST', '/files/1/reprocess', undefined, 'file.reprocess'],
  ['DELETE', '/files/1', undefined, 'file.remove'],
  ['PUT', '/library/thumbnail', PICTURE, 'thumbnail.set'],
  ['POST', '/library/reprocess', undefined, 'library.reprocess'],
  ['DELETE', '/library/thumbnail', undefined, 'thumbnail.clear'],
  ['POST', '/orders/1/retry', undefined, 'order.retry'],
  ['POST', '/orders/2/cancel', undefined, 'order.cancel'],
  ['POST', '/transcription/queue/1/cancel', undefined, 'transcription.cancel'],
  ['POST', '/auth/password', { currentPassword: OWNER_PASSWORD, newPassword: 'another good one' }, 'account.password'],
];

/** Routes that are no admin's change, or whose line is looked for in the test that is named. */
const ELSEWHERE = [
  'POST /auth/login',
  'POST /auth/refresh',
  'POST /auth/logout',
  'POST /auth/logout-everywhere',
  'POST /broadcasts/:broadcastId/test',
  // uploads.test.ts
  'POST /files',
  // jobs.test.ts
  'POST /queues/:queue/jobs/:jobId/retry',
];

describe('a change by the API', () => {
  let api: ApiApp;
  let token: string;
  let ann = '';

  beforeAll(async () => {
    api = await ApiApp.start({
      // Nothing is carried out here, so that what was begun can still be paused.
      environment: { ROLES: 'api' },
      gateway: {
        sendText: async (chatId: number) => ({ chatId, messageId: 1 }),
        describeChat: async () => ({ id: -1001, type: 'channel', title: 'News', username: 'news' }),
        getMembership: async () => 'administrator',
        createInviteLink: async () => 'https://t.me/+join',
      },
    });
    await api.meet(7);
    await api.meet(8);
    await api.db.database.execute(
      `INSERT INTO media_files (title, kind, file_id, file_unique_id, uploader_id, source_chat_id, source_message_id, status,
         lost_after)
       VALUES ('Guide - Bellhop', 'document', 'f', 'u', 7, 7, 1, 'ready', now())`,
    );
    token = await api.signIn();
  });
  afterAll(() => api.close());

  it.each(CHANGES)('%s %s is in the audit log with who, what, before and after', async (method, path, body, action) => {
    const doing = peoplesDoing(7, 8)[action];
    if (doing !== undefined) await api.db.database.execute(doing);
    const sent = body instanceof Buffer ? { raw: { type: 'application/octet-stream', bytes: body } } : { body };
    const done = await api.call(method, path.replace('{ann}', ann), { token, ...sent });
    expect({ status: done.status < 300, text: done.status < 300 ? '' : done.text }).toEqual({ status: true, text: '' });
    if (action === 'account.create') ann = String(done.body.id);
    const { body: log } = await api.call<{ items: Record<string, unknown>[] }>('GET', '/audit?pageSize=1', { token });
    const [entry] = log.items;
    expect(entry).toMatchObject({ action, actor: { kind: 'account', name: 'owner' } });
    expect(entry?.before !== null || entry?.after !== null || /password|sign-out/.test(action)).toBe(true);
    expect(JSON.stringify(entry)).not.toMatch(/a password of mine|another good one|\$2b\$/);
  });

  it('is made by a route that is in this table, or the route is known to be looked at elsewhere', () => {
    const isMade = (method: string, pattern: string): boolean => {
      const matches = new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`);
      return CHANGES.some(([by, path]) => by === method && matches.test(path));
    };
    const undecided = api
      .get(EndpointRegistry)
      .list()
      .filter(({ method, path }) => method !== 'GET' && !isMade(method, path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(undecided.sort()).toEqual([...ELSEWHERE].sort());
  });
});
