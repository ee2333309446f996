import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Sandbox, startSandbox } from '../src';
import { Api, BOT_ID, TOKEN, until } from './support/api';

interface Delivery {
  text: string;
  chatId: number;
  headers: IncomingHttpHeaders;
}

let sandbox: Sandbox;
let api: Api;
let ann: number;

beforeEach(async () => {
  sandbox = await startSandbox({ bots: [{ token: TOKEN }], webhookRetryMs: 20 });
  api = new Api(sandbox);
  ann = (await sandbox.control.addPerson({ firstName: 'Ann' })).id;
});
afterEach(() => sandbox.close());

describe('polling', () => {
  const ids = (updates: { update_id: number }[]) => updates.map((update) => update.update_id);

  it('gives updates again until they are confirmed by a higher offset', async () => {
    for (const text of ['a', 'b', 'c']) await sandbox.control.sendText(ann, text);
    const [first = 0, ...later] = ids(await api.ok('getUpdates'));
    expect(later).toEqual([first + 1, first + 2]);
    expect(ids(await api.ok('getUpdates', { offset: first + 1, limit: 1 }))).toEqual([first + 1]);
    expect(ids(await api.ok('getUpdates', { offset: first }))).toEqual([first + 1, first + 2]);
    expect(ids(await api.ok('getUpdates', { offset: -1 }))).toEqual([first + 2]);
    expect(ids(await api.ok('getUpdates', { offset: first + 3 }))).toEqual([]);
  });

  it('waits for an update and gets an album in one piece', async () => {
    const waiting = api.ok('getUpdates', { timeout: 20 });
    await until(async () => (await sandbox.control.listBots())[0]?.receives === 'polling');
    const media = [1, 2, 3].map((index) => ({ kind: 'document' as const, file: `attach://${index}` }));
    const uploads = [1, 2, 3].map((index) => ({ name: String(index), content: { bytes: Buffer.from(String(index)) } }));
    await sandbox.control.sendMessage(ann, { media }, uploads);
    const updates = await waiting;
    expect(updates).toHaveLength(3);
    expect(
      new Set(updates.map((update: { message: { media_group_id: string } }) => update.message.media_group_id)).size,
    ).toBe(1);
  });

  it('ends an earlier call with 409 when another one begins', async () => {
    const first = api.refusal('getUpdates', { timeout: 20 });
    await until(async () => (await sandbox.control.listBots())[0]?.receives === 'polling');
    const second = api.ok('getUpdates', { timeout: 20 });
    expect(await first).toBe(
      '409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    await sandbox.control.sendText(ann, 'hello');
    expect(await second).toHaveLength(1);
  });

  it('keeps back what was not asked for, and remembers what was', async () => {
    await api.ok('getUpdates', { allowed_updates: ['message', 'chat_member'] });
    await sandbox.control.sendText(ann, 'hello');
    await sandbox.control.block(ann);
    await sandbox.control.unblock(ann);
    const [first, ...rest] = await api.ok('getUpdates');
    expect([Object.keys(first), rest]).toEqual([['update_id', 'message'], []]);
    await api.ok('getUpdates', { offset: first.update_id + 1, allowed_updates: [] });
    await sandbox.control.block(ann);
    const [update] = await api.ok('getUpdates');
    expect(update.my_chat_member).toMatchObject({
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked' },
    });
  });

  it('passes injected updates on as they are', async () => {
    const id = 2_000_000_000;
    await sandbox.control.injectUpdate(BOT_ID, { message: null, nonsense: [1], update_id: id });
    await sandbox.control.sendText(ann, 'after');
    expect(await api.ok('getUpdates')).toMatchObject([
      { update_id: id, message: null, nonsense: [1] },
      { update_id: id + 1 },
    ]);
  });

  it('answers 401 for unknown tokens and 404 for what can’t be one', async () => {
    const strict = await startSandbox({ autoRegisterBots: false, bots: [{ token: TOKEN }] });
    expect(await new Api(strict, `999:${'b'.repeat(35)}`).refusal('getMe')).toBe('401 Unauthorized');
    expect(await new Api(strict, 'nonsense').refusal('getMe')).toBe('404 Not Found');
    expect(await new Api(strict, `${BOT_ID}:${'b'.repeat(35)}`).refusal('getMe')).toBe('401 Unauthorized');
    await strict.close();
  });
});

describe('webhook', () => {
  let hook: Server;
  let url: string;
  let seen: Delivery[];
  /** What the bot answers to the next deliveries; 200 when there is none. */
  let script: { status: number; body?: object }[];

  beforeEach(async () => {
    seen = [];
    script = [];
    hook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const { message } = JSON.parse(body);
        const next = script.shift() ?? { status: 200 };
        if (next.status === 200) seen.push({ text: message.text, chatId: message.chat.id, headers: request.headers });
        response
          .writeHead(next.status, { 'Content-Type': 'application/json' })
          .end(next.body ? JSON.stringify(next.body) : '');
      });
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    hook.closeAllConnections();
    await new Promise((done) => hook.close(done));
  });

  it('delivers with the secret, what was waiting first', async () => {
    await sandbox.control.sendText(ann, 'early');
    await api.ok('setWebhook', { url, secret_token: 'a_secret-1' });
    await sandbox.control.sendText(ann, 'late');
    await until(() => seen.length === 2);
    expect(seen.map(({ text, headers }) => [text, headers['x-telegram-bot-api-secret-token']])).toEqual([
      ['early', 'a_secret-1'],
      ['late', 'a_secret-1'],
    ]);
    expect(await api.ok('getWebhookInfo')).toMatchObject({ url, pending_update_count: 0 });
  });

  it('retries in order per chat while other chats go on', async () => {
    const bob = (await sandbox.control.addPerson({ firstName: 'Bob' })).id;
    script = [{ status: 500 }, { status: 200 }, { status: 500 }];
    await api.ok('setWebhook', { url });
    await sandbox.control.sendText(ann, 'one');
    await sandbox.control.sendText(ann, 'two');
    await sandbox.control.sendText(bob, 'other');
    await until(() => seen.length === 3);
    expect(seen.filter(({ chatId }) => chatId === ann).map(({ text }) => text)).toEqual(['one', 'two']);
    expect((await api.ok('getWebhookInfo')).last_error_message).toBe(
      'Wrong response from the webhook: 500 Internal Server Error',
    );
  });

  it('runs a method in the answer', async () => {
    script = [{ status: 200, body: { method: 'sendMessage', chat_id: ann, text: 'from the webhook' } }];
    await api.ok('setWebhook', { url });
    await sandbox.control.sendText(ann, 'hello');
    await sandbox.control.waitForMessage(ann, 'from the webhook');
  });

  it('excludes polling, and polling gives way to it', async () => {
    const polling = api.refusal('getUpdates', { timeout: 20 });
    await until(async () => (await sandbox.control.listBots())[0]?.receives === 'polling');
    await api.ok('setWebhook', { url });
    expect(await polling).toBe('409 Conflict: terminated by setWebhook request');
    expect(await api.refusal('getUpdates')).toBe(
      "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    await api.ok('deleteWebhook');
    expect(await api.refusal('getUpdates')).toBe('ok');
  });

  it.each([
    [{ url: 'http://example.org/' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
    [{ url: 'https://example.org:1234/' }, 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
    [{ url: 'https://example.org/', secret_token: 'two words' }, 'secret token contains unallowed characters'],
    [{ url: 'https://example.org/', secret_token: 'x'.repeat(257) }, 'secret token is too long'],
  ])('refuses %j', async (parameters, description) => {
    expect(await api.refusal('setWebhook', parameters)).toBe(`400 Bad Request: ${description}`);
  });
});
