import { Scenes, Telegraf, session, type Context } from 'telegraf';
import { contextSpeakingThrough, inLane } from '../../../src/telegram';
import { openDoor, type DoorOut } from './door-out';
import { FAKE_TOKEN, FakeBotApi, message, refuse } from './fake-bot-api';

type SceneContext = Context & Scenes.SceneContext;

const botInfo = { id: 4242, is_bot: true as const, first_name: 'Bell', username: 'bell_bot' } as Telegraf['botInfo'];

let updateId = 0;
const textUpdate = (text: string, from = 7): Parameters<Telegraf['handleUpdate']>[0] => ({
  update_id: (updateId += 1),
  message: {
    message_id: updateId,
    date: 1,
    chat: { id: from, type: 'private', first_name: 'A' },
    from: { id: from, is_bot: false, first_name: 'A' },
    text,
    entities: text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.length }] : [],
  },
});

describe('a Telegraf bot that speaks through the door', () => {
  let fake: FakeBotApi;
  let door: DoorOut;
  let bot: Telegraf<SceneContext>;

  beforeEach(async () => {
    fake = await FakeBotApi.start();
    fake.on('sendMessage', message);
    door = await openDoor(fake);
    bot = new Telegraf<SceneContext>(FAKE_TOKEN, {
      handlerTimeout: Infinity,
      contextType: contextSpeakingThrough<SceneContext>(door.telegram),
    });
    bot.telegram = door.telegram;
    bot.botInfo = botInfo;
  });

  afterEach(async () => {
    await door.module.close();
    await fake.stop();
  });

  it('sends every ctx.reply through the outbound chain', async () => {
    bot.on('text', (ctx) => ctx.reply('pong'));

    await bot.handleUpdate(textUpdate('ping'));
    await bot.telegram.sendMessage(8, 'hello');

    expect(door.calls).toMatchObject([
      { method: 'sendMessage', lane: 'answer', outcome: 'ok' },
      { method: 'sendMessage', lane: 'answer', outcome: 'ok' },
    ]);
    expect(fake.callsOf('sendMessage').map(({ payload }) => payload.text)).toEqual(['pong', 'hello']);
  });

  it('does so inside scenes with a session, also on the second update', async () => {
    const scene = new Scenes.BaseScene<SceneContext>('name');
    scene.enter((ctx) => ctx.reply('your name?'));
    scene.on('text', async (ctx) => {
      await inLane('progress', () => ctx.reply(`saving ${ctx.message.text}`));
      await ctx.scene.leave();
    });
    bot.use(session());
    bot.use(new Scenes.Stage<SceneContext>([scene]).middleware());
    bot.command('start', (ctx) => ctx.scene.enter('name'));

    await bot.handleUpdate(textUpdate('/start'));
    await bot.handleUpdate(textUpdate('Aziza'));

    expect(fake.callsOf('sendMessage').map(({ payload }) => payload.text)).toEqual(['your name?', 'saving Aziza']);
    expect(door.calls.map(({ lane }) => lane)).toEqual(['answer', 'progress']);
  });

  it('lets handlers meet the classified errors', async () => {
    fake.on('sendMessage', refuse(403, 'Forbidden: bot was blocked by the user'));
    const met: unknown[] = [];
    bot.on('text', (ctx) => ctx.reply('pong'));
    bot.catch((error) => void met.push(error));

    await bot.handleUpdate(textUpdate('ping'));

    expect(met).toMatchObject([{ code: 'telegram.chat-unreachable', reason: 'blocked' }]);
  });

  it('is held by the breaker like everything else', async () => {
    fake.on('sendMessage', refuse(500, 'Internal Server Error'));
    bot.on('text', (ctx) => ctx.reply('pong'));
    const met: unknown[] = [];
    bot.catch((error) => void met.push(error));

    for (let i = 0; i < 9; i += 1) await bot.handleUpdate(textUpdate('ping'));

    expect(met.at(-1)).toMatchObject({ code: 'telegram.transient', description: 'circuit open' });
    expect(fake.callsOf('sendMessage')).toHaveLength(8);
  });

  it('uploads what handlers pass in Telegraf’s own form', async () => {
    fake.on('sendDocument', message);
    bot.on('text', (ctx) => ctx.replyWithDocument({ source: Buffer.from('hello'), filename: 'a.txt' }));

    await bot.handleUpdate(textUpdate('file'));

    const { raw } = fake.callsOf('sendDocument')[0]!;
    expect(raw.toString()).toContain('name="document"; filename="a.txt"');
    expect(raw.toString()).toContain('hello');
  });
});
