import { connect } from 'node:net';
import { type Sandbox, startSandbox } from '../src';
import { Api, TOKEN } from './support/api';

let sandbox: Sandbox;
let api: Api;
let ann: number;

beforeAll(async () => {
  sandbox = await startSandbox({ bots: [{ token: TOKEN }] });
  api = new Api(sandbox);
  ann = (await sandbox.control.addPerson({ firstName: 'Ann' })).id;
  await sandbox.control.start(ann);
});
afterAll(() => sandbox.close());
afterEach(async () => expect((await api.call('getMe')).ok).toBe(true));

const post = (path: string, body: RequestInit['body'], contentType?: string) =>
  fetch(`${sandbox.url}${path}`, { method: 'POST', body, headers: contentType ? { 'Content-Type': contentType } : {} });

/** Writes bytes as they are and answers everything that comes back until the connection ends. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(sandbox.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const send = `/bot${TOKEN}/sendMessage`;

it.each([
  ['broken JSON', '{"chat_id":', 'application/json'],
  ['a JSON array', '[1,2]', 'application/json'],
  ['a JSON null', 'null', 'application/json'],
  ['a form without boundary', 'x', 'multipart/form-data'],
  [
    'a form that ends in the middle',
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
    'multipart/form-data; boundary=b',
  ],
  ['bytes of no encoding', Buffer.from([0xff, 0xfe, 0x00, 0x80]), 'application/json'],
  ['nothing', '', 'application/json'],
])('answers %s with 400', async (_name, body, contentType) => {
  const response = await post(send, body, contentType);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ ok: false, error_code: 400 });
});

it('refuses a body that is too large before it fills the memory', async () => {
  const response = await post(send, 'x'.repeat(11 * 1024 * 1024), 'application/json');
  expect(response.status).toBe(413);
});

it('survives parameters of every wrong shape', async () => {
  const values = [
    null,
    true,
    -1,
    1e308,
    '',
    'x',
    [],
    [[]],
    {},
    { a: { b: {} } },
    '[',
    '{}',
    '😀',
    '\u0000',
    '__proto__',
  ];
  for (const method of [
    'sendMessage',
    'editMessageText',
    'getUpdates',
    'sendMediaGroup',
    'answerInlineQuery',
    'setMyCommands',
    'banChatMember',
  ]) {
    for (const name of [
      'chat_id',
      'text',
      'message_id',
      'reply_markup',
      'entities',
      'media',
      'results',
      'commands',
      'offset',
      'user_id',
      '__proto__',
      'constructor',
    ]) {
      for (const value of values) {
        const { error_code } = await api.call(method, { chat_id: ann, text: 'x', [name]: value });
        expect([undefined, 400, 403, 409]).toContain(error_code);
      }
    }
  }
});

it('survives deeply nested JSON', async () => {
  const nested = '['.repeat(50_000) + ']'.repeat(50_000);
  const response = await post(
    send,
    `{"chat_id":${ann},"text":"x","reply_markup":{"inline_keyboard":${nested}}}`,
    'application/json',
  );
  expect([200, 400]).toContain(response.status);
});

it.each([
  '/bot',
  '/bot/',
  '/bot%/getMe',
  `/bot${TOKEN}`,
  `/bot${TOKEN}/`,
  '/file/bot',
  '/file/bot%/x',
  '/sandbox/api/',
  '/sandbox/api/people/%',
  '/sandbox/api/files/..%2f..',
])('finds nothing at %s', async (path) => {
  const [status] = (await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).split('\r\n');
  expect(status).toMatch(/^HTTP\/1\.1 40[04]/);
});

it('keeps markup of people as the text it is', async () => {
  const names = ['<b>Ann</b>', '\u202eevil', '👩‍👩‍👧‍👦', '"; DROP TABLE'];
  for (const firstName of names) {
    const person = await sandbox.control.addPerson({ firstName });
    await sandbox.control.start(person.id);
    const sent = await sandbox.control.sendText(person.id, firstName);
    expect(sent.text).toBe(firstName);
    expect((await api.ok('getChat', { chat_id: person.id })).first_name).toBe(firstName);
  }
});

it('lets go of a client that hangs up in the middle of an upload', async () => {
  const before = (await sandbox.control.getStats()).files;
  const socket = connect(sandbox.port, '127.0.0.1');
  const head = `POST /bot${TOKEN}/sendDocument HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n`;
  const part = '--b\r\nContent-Disposition: form-data; name="document"; filename="a"\r\n\r\nsome bytes';
  await new Promise<void>((done) => socket.write(head + part, () => done()));
  socket.destroy();
  expect((await api.call('getMe')).ok).toBe(true);
  expect((await sandbox.control.getStats()).files).toBe(before);
});
