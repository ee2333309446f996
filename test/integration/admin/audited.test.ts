import { ApiApp } from '../../support/api-app';

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
  ['POST', '/broadcasts/1/cancel', undefined, 'broadcast.cancel'],
];

describe('a change by the API', () => {
  let api: ApiApp;
  let token: string;
  let ann = '';

  beforeAll(async () => {
    api = await ApiApp.start({
      gateway: {
        describeChat: async () => ({ id: -1001, type: 'channel', title: 'News', username: 'news' }),
        getMembership: async () => 'administrator',
        createInviteLink: async () => 'https://t.me/+join',
      },
    });
    await api.meet(7);
    token = await api.signIn();
  });
  afterAll(() => api.close());

  it.each(CHANGES)('%s %s is in the audit log with who, what, before and after', async (method, path, body, action) => {
    const done = await api.call(method, path.replace('{ann}', ann), { token, body });
    expect({ status: done.status < 300, text: done.status < 300 ? '' : done.text }).toEqual({ status: true, text: '' });
    if (action === 'account.create') ann = String(done.body.id);
    const { body: log } = await api.call<{ items: Record<string, unknown>[] }>('GET', '/audit?pageSize=1', { token });
    const [entry] = log.items;
    expect(entry).toMatchObject({ action, actor: { kind: 'account', name: 'owner' } });
    expect(entry?.before !== null || entry?.after !== null || /password|sign-out/.test(action)).toBe(true);
    expect(JSON.stringify(entry)).not.toMatch(/a password of mine|another good one|\$2b\$/);
  });
});
