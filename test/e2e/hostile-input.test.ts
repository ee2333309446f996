import { labels, noise, untilProcessed, upload } from './support/library';
import { eventually } from './support/eventually';
import type { BellhopProcess } from './support/bellhop-process';
import { ANN, BOB, OWNER, Stage } from './support/stage';

describe('hostile and malformed updates', () => {
  let stage: Stage;
  let app: BellhopProcess;
  let botId: number;

  beforeAll(async () => {
    stage = await Stage.open();
    app = await stage.startApp({ USER_RATE_LIMIT: '1000' });
    botId = (await stage.people.listBots())[0]?.id ?? 0;
  });

  afterAll(() => stage.close());

  const stillAnswers = async () => {
    const question = await stage.people.sendText(BOB, '/help');
    await stage.people.waitForMessage(BOB, 'What I can do', { since: question });
    expect(app.isRunning).toBe(true);
  };

  const chat = { id: ANN, type: 'private', first_name: 'Ann' };
  const from = { id: ANN, is_bot: false, first_name: 'Ann' };

  it.each<[string, Record<string, unknown>]>([
    ['nothing in it', {}],
    ['an unknown kind', { quantum_message: { id: 1 } }],
    ['a message without anything', { message: {} }],
    ['a message without a sender', { message: { message_id: 1, date: 1, chat, text: 'hi' } }],
    ['a message without a chat', { message: { message_id: 1, date: 1, from, text: 'hi' } }],
    ['a text that is a number', { message: { message_id: 1, date: 1, chat, from, text: 42 } }],
    [
      'an id that is text',
      { message: { message_id: 1, date: 1, chat: { ...chat, id: 'x' }, from: { ...from, id: 'x' }, text: 'hi' } },
    ],
    ['a null byte', { message: { message_id: 1, date: 1, chat, from, text: 'hi\u0000there' } }],
    ['a lone surrogate', { message: { message_id: 1, date: 1, chat, from, text: 'hi \ud83d there' } }],
    ['a huge text', { message: { message_id: 1, date: 1, chat, from, text: 'a'.repeat(200_000) } }],
    [
      'a name of direction marks',
      { message: { message_id: 1, date: 1, chat, from: { ...from, first_name: '\u202e<b>\u202d👨‍👩‍👧‍👦' }, text: '/start' } },
    ],
    ['a callback without data', { callback_query: { id: '1', from, chat_instance: '1' } }],
    [
      'a callback without a message',
      { callback_query: { id: '1', from, chat_instance: '1', data: 'file:download:1' } },
    ],
    ['nonsense callback data', { callback_query: { id: '1', from, chat_instance: '1', data: '💣'.repeat(16) } }],
    [
      'a prototype in its fields',
      { message: { message_id: 1, date: 1, chat, from, text: '/start __proto__', __proto__: null } },
    ],
    [
      'a channel post',
      { channel_post: { message_id: 1, date: 1, chat: { id: -100_123, type: 'channel', title: 'C' }, text: '/start' } },
    ],
    ['a null message', { message: null }],
    ['a list as message', { message: [1, 2, 3] }],
  ])('survives an update with %s', async (_what, update) => {
    await stage.people.injectUpdate(botId, update);
    await stillAnswers();
  });

  it('answers buttons that no longer mean anything', async () => {
    const question = await stage.people.sendText(ANN, '/help');
    const screen = await stage.people.waitForMessage(ANN, 'What I can do', { since: question });
    for (const data of [
      'file:download:999999',
      'file:download:x',
      'file:remove:1',
      'x',
      'file',
      'file:download:-1',
      'files:page:0:all:99999999999999',
    ]) {
      const outcome = await stage.people.pressButton(ANN, { messageId: screen.messageId, data, timeoutMs: 10_000 });
      expect({ data, answered: outcome.answered }).toEqual({ data, answered: true });
    }
    await stillAnswers();
  });

  it("does not let a user press an admin's buttons", async () => {
    await upload(stage, { title: 'Precious', fileName: 'precious.txt', bytes: noise(300, 'precious') });
    await untilProcessed(stage, 'Precious');
    const command = await stage.people.sendText(OWNER, '/files');
    const list = await stage.people.waitForMessage(OWNER, (m) => labels(m).some((l) => l.includes('Precious')), {
      since: command,
    });
    const open = list.buttons.flat().find((button) => button.label.includes('Precious'))?.data ?? '';
    await stage.people.tapButton(OWNER, list.messageId, open);
    const card = await stage.people.waitForMessage(OWNER, 'Ready', { since: list });
    const dangerous = card.buttons.flat().filter((button) => button.data !== undefined);
    expect(dangerous.length).toBeGreaterThan(3);
    const question = await stage.people.sendText(ANN, '/help');
    const screen = await stage.people.waitForMessage(ANN, 'What I can do', { since: question });
    for (const button of [...dangerous, { data: open }]) {
      await stage.people.pressButton(ANN, { messageId: screen.messageId, data: button.data, timeoutMs: 10_000 });
    }
    const { items } = await stage.people.listMessages(ANN);
    expect(
      items.some((message) => message.text.includes('Delete Precious') || message.text.includes('new title')),
    ).toBe(false);
    const still = await stage.people.sendText(BOB, 'precious');
    await stage.people.waitForMessage(BOB, (m) => labels(m).some((l) => l.includes('Precious')), { since: still });
  });

  it('ignores commands of those who may not use them', async () => {
    for (const command of ['/upload', '/files', '/set_thumb', '/block 202', '/channels', '/stats', '/status']) {
      const sent = await stage.people.sendText(ANN, command);
      const answer = await stage.people.waitForMessage(ANN, () => true, { since: sent });
      expect(answer.text).not.toMatch(/New file|shut out|Required channels|Statistics|Status/);
    }
    await stillAnswers();
  });

  it('tells who is too fast once, then ignores them until it is over', async () => {
    const slow = await Stage.open();
    try {
      await slow.startApp({ USER_RATE_LIMIT: '5' });
      for (let i = 0; i < 12; i += 1) await slow.people.sendText(ANN, `/search word${i}`);
      await slow.people.waitForMessage(ANN, 'a lot at once');
      const calm = await slow.people.sendText(BOB, '/help');
      await slow.people.waitForMessage(BOB, 'What I can do', { since: calm });
      const { items } = await slow.people.listMessages(ANN);
      const answers = items.filter((message) => !message.outgoing);
      expect(answers.filter((message) => message.text.includes('a lot at once'))).toHaveLength(1);
      expect(answers).toHaveLength(6);
    } finally {
      await slow.close();
    }
  });

  it('writes neither the token nor what people typed into its log', async () => {
    await stage.people.sendText(ANN, 'my-very-private-words');
    await eventually(async () =>
      (await stage.people.listMessages(ANN)).items.some((m) => m.text.includes('my-very-private-words')),
    );
    await stillAnswers();
    const log = app.log.join('\n');
    expect(log).not.toContain('AAE2eTestToken');
    expect(log).not.toContain('my-very-private-words');
  });
});
