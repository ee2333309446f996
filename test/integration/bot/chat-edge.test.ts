import { commands } from '../../../src/bot/commands';
import { ChatUnreachable, TelegramTransient } from '../../../src/telegram';
import { UserService } from '../../../src/users';
import { ChatApp, newSurroundings, OWNER_ID, type Surroundings } from '../../support/chat-app';
import { eventually } from '../../support/eventually';
import { mediaFile } from '../../support/fake-media';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

describe('the way of an update to its handler', () => {
  let db: TestDatabase;
  let app: ChatApp;
  let around: Surroundings;
  let nextPerson = 10_000;

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    around = newSurroundings();
    app = await ChatApp.start(db, around, { USER_RATE_LIMIT: '5' });
    around.telegram.clear();
  });
  afterEach(() => app.stop());

  const somebody = (about = {}) => app.person((nextPerson += 1), about);

  it.each([
    ['en', 'Hello'],
    ['ru', 'Здравствуйте'],
    ['uz', 'Assalomu alaykum'],
  ])('greets a new person in the language of their app: %s', async (code, greeting) => {
    await somebody({ language_code: code }).say('/start');
    expect(around.telegram.lastText()).toContain(greeting);
  });

  it('speaks the chosen language from the tap on', async () => {
    const ann = somebody();
    await ann.say('/language');
    await ann.tapButton('Русский');
    expect(around.telegram.callsOf('editMessageText')).toHaveLength(1);
    await ann.say('/help');
    expect(around.telegram.lastText()).toContain('Что я умею');
  });

  it('shows what people typed as text, never as markup', async () => {
    await somebody({ first_name: '<b>Bobby</b> & {{name}} $t(common.back)' }).say('/start');
    expect(around.telegram.lastText()).toContain('&lt;b&gt;Bobby&lt;/b&gt; &amp; {{name}} $t(common.back)');
  });

  it('answers nothing to somebody an admin has shut out, but stops the clock of their button', async () => {
    const owner = app.person(OWNER_ID);
    const ann = somebody();
    await ann.say('/start');
    await owner.say(`/block ${ann.user.id}`);
    expect(around.telegram.lastText()).toContain('is shut out');
    around.telegram.clear();
    await ann.say('/start');
    await ann.tap('home:show');
    expect(around.telegram.calls.map(({ method }) => method)).toEqual(['answerCallbackQuery']);
    await owner.say(`/unblock ${ann.user.id}`);
    await ann.say('/start');
    expect(around.telegram.lastText()).toContain('Hello');
  });

  it('tells who is too fast once, and then ignores them until the minute is over', async () => {
    const ann = somebody();
    for (let action = 1; action <= 9; action += 1) await ann.say('/start');
    expect(around.telegram.texts().filter((text) => text.includes('Hello'))).toHaveLength(5);
    expect(around.telegram.texts().filter((text) => text.includes('Please wait 42 s'))).toHaveLength(1);
    expect(around.telegram.texts()).toHaveLength(6);
  });

  it('counts an update once, although it is handled again until its answer can leave', async () => {
    const ann = somebody();
    for (let action = 1; action <= 4; action += 1) await ann.say('/start');
    const update = ann.update({ text: 'a fifth, repeated' });
    for (let run = 1; run <= 3; run += 1) await app.handOver(update);
    expect([...around.limiter.counts.values()]).toContain(5);
    expect(around.telegram.texts().some((text) => text.includes('Please wait'))).toBe(false);
    expect(around.telegram.texts()).toHaveLength(7);
  });

  it('does not let inline typing eat into the rate of messages', async () => {
    const ann = somebody();
    for (let key = 1; key <= 7; key += 1) {
      await app.handle({ inline_query: { id: `i${key}`, from: ann.user, query: 'k', offset: '' } });
    }
    expect(around.telegram.callsOf('answerInlineQuery')).toHaveLength(5);
    await ann.say('/start');
    expect(around.telegram.lastText()).toContain('Hello');
  });

  it('apologises with a reference when something breaks, and lets the receiver know', async () => {
    const ann = somebody();
    around.library.search.search = async () => {
      throw new Error('a secret detail');
    };
    await expect(ann.say('guide')).rejects.toThrow(/reference/);
    const reference = /<code>([0-9a-f]{8})<\/code>/.exec(around.telegram.lastText())?.[1];
    expect(reference).toBeDefined();
    expect(around.telegram.lastText()).not.toContain('secret');
  });

  it('says in the chat what went wrong when the button was answered before', async () => {
    around.library.files = [mediaFile()];
    around.telegram.failures.set('editMessageText', new TelegramTransient('timeout'));
    await somebody().tap('popular:page:1');
    expect(around.telegram.callsOf('answerCallbackQuery')).toHaveLength(1);
    expect(around.telegram.lastText()).toContain("Telegram didn't answer");
  });

  it('notes who can no longer be written to, and says nothing to them', async () => {
    const ann = somebody();
    around.telegram.failures.set('sendMessage', new ChatUnreachable('blocked'));
    await ann.say('/start');
    expect(around.telegram.callsOf('sendMessage')).toHaveLength(1);
    expect((await app.get(UserService).find(ann.user.id))?.reachability).toBe('blocked');
  });

  it('answers a button that leads to an error with a pop-up', async () => {
    const ann = somebody();
    await ann.tap('files:list:all:1');
    const answers = around.telegram.callsOf('answerCallbackQuery');
    expect(answers).toHaveLength(1);
    expect(answers[0]?.payload).toMatchObject({ show_alert: true, text: expect.stringContaining('admins only') });
  });

  it.each([
    'file:download:',
    'file:download:abc',
    'file:download:-1',
    'file:download:1:2',
    'files:list:all:0',
    'x',
    '',
  ])('answers nonsense in a button as stale: "%s"', async (data) => {
    const owner = app.person(OWNER_ID);
    await owner.tap(data);
    const answers = around.telegram.callsOf('answerCallbackQuery');
    expect(answers).toHaveLength(1);
    expect(answers[0]?.payload).toMatchObject({ show_alert: true, text: expect.stringContaining('out of date') });
    expect(around.library.downloads).toEqual([]);
  });

  it('does not let one person use the buttons of another', async () => {
    around.library.files = [mediaFile()];
    await app.handle({
      callback_query: {
        id: 'stolen',
        chat_instance: '1',
        from: somebody().user,
        data: 'file:erase:1:all:1',
        message: { message_id: 1, date: 1, chat: { id: OWNER_ID, type: 'private' }, text: 'card' },
      },
    });
    expect(around.library.files).toHaveLength(1);
    expect(around.telegram.callsOf('answerCallbackQuery')[0]?.payload.text).toContain('admins only');
  });

  it.each([
    ['nothing at all', {}],
    [
      'a message without a sender',
      { message: { message_id: 1, date: 0, chat: { id: 5, type: 'private' }, text: 'x' } },
    ],
    ['a message without a chat', { message: { message_id: 1, date: 0, from: { id: 5, is_bot: false }, text: 'x' } }],
    ['a message that is null', { message: null }],
    [
      'a sender with nonsense for an id',
      { message: { message_id: 1, from: { id: 'x' }, chat: { id: 5, type: 'private' } } },
    ],
    [
      'another bot',
      { message: { message_id: 1, from: { id: 5, is_bot: true }, chat: { id: 5, type: 'private' }, text: 'x' } },
    ],
    ['a channel post', { channel_post: { message_id: 1, date: 0, chat: { id: -5, type: 'channel' }, text: '/start' } }],
    [
      'an edited message',
      { edited_message: { message_id: 1, from: { id: 5 }, chat: { id: 5, type: 'private' }, text: 'x' } },
    ],
    [
      'talk in a group',
      { message: { message_id: 1, from: { id: 5 }, chat: { id: -5, type: 'group' }, text: 'hello' } },
    ],
    ['a kind nobody knows', { something_new: { from: { id: 5 } } }],
    ['a membership without its fields', { my_chat_member: {}, chat_member: {}, chat_join_request: {} }],
    ['an inline query without a sender', { inline_query: { id: '1', query: 'x', offset: '' } }],
  ])('passes over %s without a word', async (_what, update) => {
    await app.handle(update);
    expect(around.telegram.calls).toEqual([]);
  });

  it('bears a name that no database can store', async () => {
    await somebody({ first_name: 'a\u0000b\ud800', last_name: 7, username: null }).say('/start');
    expect(around.telegram.lastText()).toContain('ab\uFFFD');
  });

  it('bears a huge message and one in every script', async () => {
    const ann = somebody();
    await ann.say('🧨'.repeat(4000));
    await ann.say('مرحبا \u202E<script>');
    for (const text of around.telegram.texts()) {
      expect(text.length).toBeLessThan(4096);
      expect(text).not.toContain('<script>');
      expect(text).not.toContain('\u202E');
    }
  });

  it('remembers who blocks the bot and who comes back', async () => {
    const ann = somebody();
    await ann.say('/start');
    const users = app.get(UserService);
    const change = (status: string) => ({
      my_chat_member: { chat: { id: ann.user.id, type: 'private' }, from: ann.user, new_chat_member: { status } },
    });
    await app.handle(change('kicked'));
    expect((await users.find(ann.user.id))?.reachability).toBe('blocked');
    await app.handle(change('member'));
    expect((await users.find(ann.user.id))?.reachability).toBe('reachable');
    await app.handle(change('kicked'));
    await ann.say('/start');
    expect((await users.find(ann.user.id))?.reachability).toBe('reachable');
  });

  it('reads no session for what can hold no dialogue, and writes none without a dialogue', async () => {
    const ann = somebody();
    await ann.say('/start');
    await ann.say('guide');
    expect(around.sessions.writes).toBe(0);
  });

  it('answers commands in groups, and begins no dialogue there', async () => {
    const group = { id: -77, type: 'supergroup', title: 'Group' };
    await app.person(OWNER_ID).say('/upload@bellhop_bot', group);
    expect(around.telegram.lastText()).toContain('private chat');
    around.telegram.clear();
    await somebody().say('/start@another_bot', group);
    await somebody().say('/whatever', group);
    expect(around.telegram.calls).toEqual([]);
  });
});

describe('the menu of commands', () => {
  let db: TestDatabase;
  let app: ChatApp;
  let around: Surroundings;

  beforeAll(async () => {
    db = await openTestDatabase();
    around = newSurroundings();
    app = await ChatApp.start(db, around);
  });
  afterAll(async () => {
    await app.stop();
    await db.close();
  });

  const menus = () =>
    around.telegram.callsOf('setMyCommands').map(({ payload }) => ({
      scope: payload.scope as { chat_id: number } | undefined,
      language: payload.language_code,
      names: (payload.commands as { command: string }[]).map(({ command }) => command),
    }));

  it('is set for everybody in each language, without the commands of staff', async () => {
    const everybody = await eventually('all menus are set', () => {
      const found = menus().filter(({ scope }) => scope === undefined);
      return found.length === 4 ? found : undefined;
    });
    expect(everybody.map(({ language }) => language)).toEqual([undefined, 'uz', 'ru', 'en']);
    for (const { names } of everybody) expect(names).not.toContain('upload');
  });

  it('grows for staff once they have met the bot, and shrinks with their role', async () => {
    const owner = app.person(OWNER_ID);
    await owner.say('/start');
    const menuOf = (id: number) =>
      menus()
        .filter(({ scope }) => scope?.chat_id === id)
        .at(-1)?.names;
    expect(await eventually('the owner has a menu', () => menuOf(OWNER_ID))).toContain('role');
    const ed = app.person(30_001);
    await ed.say('/start');
    await owner.tap('user:role:30001:editor');
    const names = await eventually('the editor has a menu', () => menuOf(30_001));
    expect(names).toEqual(expect.arrayContaining(['upload', 'files', 'set_thumb', 'stats']));
    expect(names).not.toContain('block');
    await owner.tap('user:role:30001:user');
    await eventually('the menu is taken away', () => around.telegram.callsOf('deleteMyCommands').length === 1);
  });

  it('names only commands that are answered', async () => {
    const owner = app.person(OWNER_ID);
    for (const { name } of commands) {
      around.telegram.clear();
      await owner.say(`/${name}`);
      expect([name, around.telegram.lastText()]).not.toEqual([
        name,
        expect.stringContaining("don't know this command"),
      ]);
      expect(around.telegram.texts()).toHaveLength(1);
    }
    await owner.say('/nonsense');
    expect(around.telegram.lastText()).toContain("don't know this command");
  });
});

describe('who the bot is', () => {
  it('is asked again until Telegram answers, and updates wait for it', async () => {
    const db = await openTestDatabase();
    const around = newSurroundings();
    around.telegram.failures.set('getMe', new Error('unreachable'));
    const app = await ChatApp.start(db, around);
    await app.person(20_000).say('/start');
    expect(around.telegram.callsOf('getMe')).toHaveLength(2);
    expect(around.telegram.lastText()).toContain('Hello');
    await app.stop();
    await db.close();
  });
});
