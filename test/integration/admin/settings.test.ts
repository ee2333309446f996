import { AddressLimit } from '../../../src/admin/http/address-limit';
import { SettingService, Settings } from '../../../src/settings';
import { ApiApp } from '../../support/api-app';

interface Shown {
  key: string;
  value: unknown;
  default: unknown;
  overridden: boolean;
}

describe('settings over the API', () => {
  let api: ApiApp;
  let token: string;

  beforeAll(async () => {
    api = await ApiApp.start({ environment: { MAX_QUEUE_SIZE: '20', STORAGE_CHAT_ID: '-100' } });
    token = await api.signIn();
  });
  afterAll(() => api.close());

  const change = (body: unknown) => api.call<{ items: Shown[] }>('PATCH', '/settings', { token, body });
  const find = (items: Shown[], key: string) => items.find((item) => item.key === key);

  it('are listed with value, default, unit and description', async () => {
    const { status, body } = await api.call<{ items: Shown[]; total: number }>('GET', '/settings', { token });
    expect(status).toBe(200);
    expect(body.total).toBe(body.items.length);
    expect(find(body.items, 'voice.maxWaiting')).toEqual({
      key: 'voice.maxWaiting',
      description: expect.any(String),
      unit: 'recordings',
      value: 20,
      default: 20,
      overridden: false,
    });
  });

  it('are changed several at once, and go back to the default', async () => {
    const { status, body } = await change({ 'voice.maxWaiting': 3, 'library.extensions': ['pdf'] });
    expect(status).toBe(200);
    expect(find(body.items, 'voice.maxWaiting')).toMatchObject({ value: 3, default: 20, overridden: true });
    expect(api.get(Settings).get('library.extensions')).toEqual(['pdf']);
    const back = await api.call('DELETE', '/settings/library.extensions', { token });
    expect({ status: back.status, body: back.body }).toMatchObject({
      status: 200,
      body: { value: [], overridden: false },
    });
  });

  it.each([
    [{ 'voice.maxWaiting': 0 }, 'voice.maxWaiting'],
    [{ 'voice.maxWaiting': '5' }, 'voice.maxWaiting'],
    [{ 'library.kinds': [] }, 'library.kinds'],
    [{ 'library.kinds': ['sticker'] }, 'library.kinds.0'],
    [{ 'library.extensions': ['../x'] }, 'library.extensions.0'],
    [{ 'library.extensions': ['pdf', 'pdf'] }, 'library.extensions'],
    [{ 'alerts.queueWaitSeconds': 5, BOT_TOKEN: 'x' }, ''],
    [{}, ''],
  ])('%j is refused by the name of what is wrong, and changes nothing', async (body, field) => {
    const before = (await api.call('GET', '/settings', { token })).text;
    const { status, body: problem } = await api.call('PATCH', '/settings', { token, body });
    expect(status).toBe(400);
    expect((problem.problems as { field: string }[]).map((each) => each.field)).toContain(field);
    expect((await api.call('GET', '/settings', { token })).text).toBe(before);
  });

  it('are shown to whoever may read them, and changed only by whoever may write', async () => {
    const reader = await api.tokenFor(['settings:read']);
    expect((await api.call('GET', '/settings', { token: reader })).status).toBe(200);
    const refused = await api.call('PATCH', '/settings', { token: reader, body: { 'voice.maxWaiting': 4 } });
    expect(refused.status).toBe(403);
    expect((await api.call('DELETE', '/settings/voice.maxWaiting', { token: reader })).status).toBe(403);
  });

  it('decide at once which files may be uploaded', async () => {
    await change({ 'library.extensions': ['pdf'] });
    const upload = { token, raw: { type: 'application/octet-stream', bytes: 'bytes' } };
    const refused = await api.call('POST', '/files?fileName=song.mp3&title=Song&kind=audio', upload);
    expect({ status: refused.status, code: refused.body.code }).toEqual({
      status: 422,
      code: 'media.upload-invalid.extension',
    });
    await change({ 'library.extensions': [] });
  });

  it('decide at once how much one address may ask', async () => {
    const limit = api.get(AddressLimit);
    const ask = (times: number): void => {
      for (let count = 0; count < times; count += 1) limit.count('203.0.113.9');
    };
    ask(40);
    await change({ 'api.requestsPerMinute': 45 });
    ask(5);
    expect(() => ask(1)).toThrow('api.rate-limited');
    await api.get(SettingService).reset('api.requestsPerMinute', { kind: 'system' });
  });
});
