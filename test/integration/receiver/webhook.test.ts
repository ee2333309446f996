import { connect } from 'node:net';
import { UpdateUnanswered } from '../../../src/bot/receiver';
import { eventually } from '../../support/eventually';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { FakeBotApi, refuse } from '../telegram/fake-bot-api';
import { startReceiving, type ReceivingProcess } from './receiving-process';

interface TextUpdate {
  update_id: number;
  message?: { chat: { id: number }; text: string };
}

const SECRET = 'a-secret-of-the-test';
const environment = {
  BOT_MODE: 'webhook',
  WEBHOOK_URL: 'https://bot.example.org',
  WEBHOOK_PATH: '/hook',
  WEBHOOK_SECRET: SECRET,
  SHUTDOWN_TIMEOUT: '2',
  REQUEST_TIMEOUT: '2',
};

describe('receiving by webhook', () => {
  let database: TestDatabase;
  let fake: FakeBotApi;
  let processes: ReceivingProcess[];
  let handled: string[];

  beforeEach(async () => {
    database = await openTestDatabase();
    fake = await FakeBotApi.start();
    processes = [];
    handled = [];
  });

  afterEach(async () => {
    await Promise.all(processes.map(({ app }) => app.close()));
    await fake.stop();
    await database.close();
  });

  const note = async (update: TextUpdate): Promise<void> => void handled.push(update.message?.text ?? 'unknown');

  async function start(handle: (update: never) => Promise<unknown> = note): Promise<ReceivingProcess> {
    const process = await startReceiving({ fake, database, handle, environment });
    processes.push(process);
    return process;
  }

  const textUpdate = (updateId: number, chat: number, text: string) => ({
    update_id: updateId,
    message: { chat: { id: chat }, text },
  });

  const deliver = (process: ReceivingProcess, body: unknown, headers: Record<string, string> = {}): Promise<number> =>
    fetch(`${process.url}/hook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }).then(({ status }) => status);

  const outcomes = async (): Promise<(string | null)[]> => {
    const rows = await database.database.query<{ outcome: string | null }>(
      'SELECT outcome FROM update_inbox ORDER BY update_id',
    );
    return rows.map(({ outcome }) => outcome);
  };

  it('announces its address, secret and kinds of update', async () => {
    await start();

    const { payload } = await eventually('setWebhook', () => fake.callsOf('setWebhook')[0]);
    expect(payload).toMatchObject({ url: 'https://bot.example.org/hook', secret_token: SECRET });
    expect(payload.allowed_updates).toContain('chat_member');
  });

  it('keeps announcing until Telegram takes it, while updates are received', async () => {
    fake.inTurn('setWebhook', refuse(502, 'Bad Gateway'), () => true);
    const process = await start();

    expect(await deliver(process, textUpdate(1, 7, 'hi'))).toBe(200);
    await eventually('it is handled', () => handled.length === 1);
    await eventually('it is announced again', () => fake.callsOf('setWebhook').length === 2);
  });

  it('answers 200 once it is stored, before it is handled', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const process = await start(async (update: TextUpdate) => {
      await held;
      await note(update);
    });

    expect(await deliver(process, textUpdate(1, 7, 'hi'))).toBe(200);
    expect(await outcomes()).toEqual([null]);
    release();
    await eventually('it is recorded', async () => (await outcomes())[0] === 'handled');
  });

  it('handles an update once although it is delivered to two processes', async () => {
    const [first, second] = [await start(), await start()];

    expect(await deliver(first, textUpdate(1, 7, 'hi'))).toBe(200);
    expect(await deliver(second, textUpdate(1, 7, 'hi'))).toBe(200);
    await eventually('it is recorded', async () => (await outcomes())[0] === 'handled');
    expect(handled).toEqual(['hi']);
  });

  it('keeps the order of a chat across processes', async () => {
    const slowly = async (update: TextUpdate): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 20 - update.update_id));
      await note(update);
    };
    const [first, second] = [await start(slowly), await start(slowly)];
    for (let id = 1; id <= 10; id += 1) await deliver(id % 2 ? first : second, textUpdate(id, 7, String(id)));

    await eventually('all are handled', () => handled.length === 10);
    expect(handled).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  });

  it('finishes what a killed process has left', async () => {
    const first = await start(() => new Promise(() => undefined));
    await deliver(first, textUpdate(1, 7, 'one'));
    await deliver(first, textUpdate(2, 7, 'two'));
    await eventually('it has begun', () => first.status.snapshot().pending === 1);
    await start();
    await first.kill();

    await eventually('all are recorded', async () => (await outcomes()).every((outcome) => outcome === 'handled'));
    expect(handled).toEqual(['one', 'two']);
  });

  it('repeats an unanswered update no longer once another process may have the chat', async () => {
    const first = await start(async () => {
      throw new UpdateUnanswered('502');
    });
    await deliver(first, textUpdate(1, 7, 'hello'));
    await eventually('it is being repeated', () => first.status.snapshot().pending === 1);

    await first.loseLeases();
    await eventually('the first has let go of it', () => first.status.snapshot().pending === 0);
    const second = await start();
    await deliver(second, textUpdate(2, 7, 'again'));
    await eventually('both are recorded', async () => (await outcomes()).every((outcome) => outcome === 'handled'));
    expect(handled).toEqual(['hello', 'again']);
  });

  it.each([
    ['no secret', { 'x-telegram-bot-api-secret-token': '' }],
    ['a wrong secret', { 'x-telegram-bot-api-secret-token': 'guess' }],
    ['a longer secret', { 'x-telegram-bot-api-secret-token': `${SECRET}x` }],
  ])('refuses a call with %s and stores nothing', async (_case, headers) => {
    const process = await start();

    expect(await deliver(process, textUpdate(1, 7, 'forged'), headers)).toBe(401);
    expect(await outcomes()).toEqual([]);
  });

  it('refuses a forged call before its body has arrived', async () => {
    const process = await start();
    const { hostname, port } = new URL(process.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'POST /hook HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500000\r\n\r\n{',
        );
      });
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
    });

    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it.each([
    ['what is no update', 200, '[]'],
    ['what is no JSON', 200, '{"update_id":'],
    ['an unknown kind of update', 200, '{"update_id":5,"something_new":null}'],
    ['more than anything honest', 413, `{"update_id":6,"x":"${'x'.repeat(1_100_000)}"}`],
  ])('survives %s', async (_case, status, body) => {
    const process = await start();

    expect(await deliver(process, body)).toBe(status);
    expect(await deliver(process, textUpdate(99, 7, 'still here'))).toBe(200);
    await eventually('it goes on', () => handled.includes('still here'));
  });

  it('asks Telegram to call again when it can’t store', async () => {
    const process = await start();
    await database.database.execute('ALTER TABLE update_inbox RENAME TO gone');
    expect(await deliver(process, textUpdate(1, 7, 'hi'))).toBe(503);

    await database.database.execute('ALTER TABLE gone RENAME TO update_inbox');
    expect(await deliver(process, textUpdate(1, 7, 'hi'))).toBe(200);
    await eventually('it is handled', () => handled.length === 1);
  });
});
