import { freePort } from '../support/free-port';
import { eventually } from './support/eventually';
import { ANN, BOB, Stage } from './support/stage';

const SECRET = 'a-secret-only-Telegram-knows';

describe('receiving by webhook', () => {
  let stage: Stage;
  let url: string;

  beforeAll(async () => {
    stage = await Stage.open();
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    await stage.startApp({
      BOT_MODE: 'webhook',
      WEBHOOK_URL: url,
      WEBHOOK_SECRET: SECRET,
      PORT: port,
      HOST: '127.0.0.1',
    });
    const botId = (await stage.people.listBots())[0]?.id ?? 0;
    await eventually(async () => (await stage.people.getWebhook(botId)).url === `${url}/telegram/webhook`);
  });

  afterAll(() => stage.close());

  const post = (body: string, headers: Record<string, string>) =>
    fetch(`${url}/telegram/webhook`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

  const forged = (text: string, updateId: number) =>
    JSON.stringify({
      update_id: updateId,
      message: {
        message_id: 1,
        date: 1,
        text,
        chat: { id: ANN, type: 'private', first_name: 'Ann' },
        from: { id: ANN, is_bot: false, first_name: 'Ann' },
      },
    });

  it('answers people in their order', async () => {
    for (let i = 0; i < 8; i += 1) await stage.people.sendText(ANN, `/search word${i}`);
    await stage.people.waitForMessage(ANN, 'word7');
    const { items } = await stage.people.listMessages(ANN);
    const answers = items.filter((m) => !m.outgoing).map((m) => /word\d/.exec(m.text)?.[0]);
    expect(answers).toEqual(Array.from({ length: 8 }, (_, i) => `word${i}`));
  });

  it.each<[string, Record<string, string>]>([
    ['without the secret', {}],
    ['with a wrong secret', { 'x-telegram-bot-api-secret-token': 'guess' }],
    ['with a secret of the same length', { 'x-telegram-bot-api-secret-token': 'x'.repeat(SECRET.length) }],
  ])('turns a forged call away %s', async (_how, headers) => {
    const response = await post(forged('/search forged', 900_001), headers);
    expect([401, 403, 404]).toContain(response.status);
    const question = await stage.people.sendText(BOB, '/help');
    await stage.people.waitForMessage(BOB, 'What I can do', { since: question });
    const { items } = await stage.people.listMessages(ANN);
    expect(items.some((message) => message.text.includes('forged'))).toBe(false);
  });

  it('handles an update that is delivered twice once', async () => {
    const headers = { 'x-telegram-bot-api-secret-token': SECRET };
    for (let i = 0; i < 3; i += 1) expect((await post(forged('/search delivered', 900_002), headers)).status).toBe(200);
    await stage.people.waitForMessage(ANN, 'delivered');
    const question = await stage.people.sendText(ANN, '/search closing');
    await stage.people.waitForMessage(ANN, 'closing', { since: question });
    const { items } = await stage.people.listMessages(ANN);
    expect(items.filter((message) => !message.outgoing && message.text.includes('delivered'))).toHaveLength(1);
  });

  it('refuses what is not an update, and bodies without end, and goes on', async () => {
    const headers = { 'x-telegram-bot-api-secret-token': SECRET };
    for (const body of ['', 'not json', '[]', '{}', '{"update_id":"x"}', 'null']) {
      const response = await post(body, headers);
      expect({ body, status: response.status }).toEqual({ body, status: expect.any(Number) });
      expect(response.status).toBeLessThan(500);
    }
    const huge = await post(`{"update_id":900003,"message":{"text":"${'a'.repeat(20_000_000)}"}}`, headers).catch(
      () => undefined,
    );
    expect(huge?.status ?? 413).toBe(413);
    const question = await stage.people.sendText(BOB, '/help');
    await stage.people.waitForMessage(BOB, 'What I can do', { since: question });
  });
});
