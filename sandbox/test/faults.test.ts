import { type FaultEffect, type Sandbox, startSandbox } from '../src';
import { Api, TOKEN } from './support/api';
import { sha256 } from './support/media';

let sandbox: Sandbox;
let api: Api;
let ann: number;

beforeAll(async () => {
  sandbox = await startSandbox({ bots: [{ token: TOKEN }] });
  api = new Api(sandbox);
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  await sandbox.control.reset();
  ann = (await sandbox.control.addPerson({ firstName: 'Ann' })).id;
  await sandbox.control.start(ann);
});

const send = () => api.call('sendMessage', { chat_id: ann, text: 'hello' });
const once = (effect: FaultEffect, method = 'sendMessage') =>
  sandbox.control.addFault({ match: { method }, effect, count: 1 });
/** What the person has seen from the bot. */
const received = async () =>
  (await sandbox.control.listMessages(ann)).items.filter((message) => !message.outgoing).length;

describe('faults', () => {
  it('answer a status in the usual words or given ones, without doing the call', async () => {
    await once({ kind: 'status', status: 429, retryAfterSeconds: 7 });
    expect(await send()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    await once({ kind: 'status', status: 502 });
    expect(await send()).toMatchObject({ error_code: 502, description: 'Bad Gateway' });
    await once({ kind: 'status', status: 400, description: 'Bad Request: something new' });
    expect(await send()).toMatchObject({ error_code: 400, description: 'Bad Request: something new' });
    expect([await received(), (await send()).ok]).toEqual([0, true]);
  });

  it('do the call and break the connection in the middle of the answer', async () => {
    await once({ kind: 'cut', afterBytes: 10 });
    await expect(send()).rejects.toThrow();
    expect(await received()).toBe(1);
  });

  it('break the connection before anything is done', async () => {
    await once({ kind: 'down' });
    await expect(send()).rejects.toThrow();
    expect(await received()).toBe(0);
  });

  it('do the call and never answer', async () => {
    await once({ kind: 'hang' });
    const url = `${sandbox.url}/bot${TOKEN}/sendMessage?chat_id=${ann}&text=hello`;
    const hanging = new AbortController();
    const answer = fetch(url, { signal: hanging.signal });
    await sandbox.control.waitForMessage(ann, 'hello');
    hanging.abort();
    await expect(answer).rejects.toThrow('abort');
  });

  it('hit downloads, after so many bytes', async () => {
    const document = await sandbox.control.sendDocument(ann, { bytes: Buffer.alloc(500_000, 'x') });
    const { file_path } = await api.ok('getFile', { file_id: document.raw.document?.file_id });
    await once({ kind: 'cut', afterBytes: 300_000 }, 'file-download');
    const response = await api.download(file_path);
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
    await once({ kind: 'status', status: 404 }, 'file-download');
    expect((await api.download(file_path)).status).toBe(404);
    expect((await (await api.download(file_path)).arrayBuffer()).byteLength).toBe(500_000);
  });

  it('send a download whole at a slow pace', async () => {
    const { fileUniqueId } = await sandbox.control.addFile({ kind: 'document', size: 300_000 });
    await sandbox.control.sendMessage(ann, { media: [{ kind: 'document', file: fileUniqueId }] });
    const [update] = await api.ok('getUpdates', { offset: -1 });
    const { file_path } = await api.ok('getFile', { file_id: update.message.document.file_id });
    await once({ kind: 'slow', bytesPerSecond: 1_000_000 }, 'file-download');
    const began = performance.now();
    const slow = sha256(Buffer.from(await (await api.download(file_path)).arrayBuffer()));
    expect(performance.now() - began).toBeGreaterThan(250);
    expect(slow).toBe((await sandbox.control.getFileInfo(fileUniqueId)).sha256);
  });

  it('are in the call log as faults', async () => {
    await once({ kind: 'status', status: 500 });
    await send();
    expect(await sandbox.control.listCalls({ outcome: 'fault' })).toMatchObject([
      { method: 'sendMessage', status: 500 },
    ]);
    expect(await sandbox.control.listFaults()).toMatchObject([{ fired: 1, state: 'over' }]);
  });
});

describe('flood limits', () => {
  it('refuse like the public server and let a paid broadcast pass', async () => {
    await sandbox.control.changeSettings({ flood: 'public' });
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect(answers.at(-1)).toMatchObject({ error_code: 429, parameters: { retry_after: expect.any(Number) } });
    const { flood } = await sandbox.control.getStats();
    expect(flood).toMatchObject({ passed: 5, refusedPerChat: 3 });
    expect((await api.call('sendChatAction', { chat_id: ann, action: 'typing' })).ok).toBe(true);
    await sandbox.control.changeSettings({ flood: 'off' });
    expect((await send()).ok).toBe(true);
  });
});

describe('the call log', () => {
  it('filters by method, outcome and latency, and never holds the token', async () => {
    await sandbox.control.changeSettings({ latencyMs: 30 });
    await send();
    await sandbox.control.changeSettings({ latencyMs: 0 });
    await send();
    await api.call('sendMessage', { chat_id: 1, text: 'x' });
    expect(await sandbox.control.listCalls({ minLatencyMs: 29 })).toHaveLength(1);
    expect(await sandbox.control.listCalls({ outcome: 'refused' })).toMatchObject([
      { method: 'sendMessage', chatId: 1, status: 400, description: 'Bad Request: chat not found', summary: 'text=x' },
    ]);
    expect(JSON.stringify(await sandbox.control.listCalls())).not.toContain(TOKEN.split(':')[1]);
    await sandbox.control.clearCalls();
    expect(await sandbox.control.listCalls()).toEqual([]);
  });
});
