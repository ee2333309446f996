import { type Page } from 'playwright-core';
import { describeInBrowser } from './support/browser';
import { PersonColumn } from './support/person-column';
import { openStage, type Stage } from './support/stage';

describeInBrowser('chats, channels and people in the web chat', () => {
  let stage: Stage;
  let page: Page;
  let olivia: PersonColumn;
  let timur: PersonColumn;
  let botId: number;

  beforeAll(async () => {
    stage = await openStage();
    botId = (await stage.sandbox.control.listBots())[0]?.id ?? 0;
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    page = await stage.visit();
    olivia = new PersonColumn(page, 'Olivia Owner');
    timur = new PersonColumn(page, 'Timur');
    await olivia.begin();
  });
  afterEach(() => page.context().close());

  const openMenu = (column: PersonColumn, title: string) =>
    column.root.getByRole('button', { name: `${title}: more` }).click();
  const memberStatus = async (chatId: number, userId: number) => {
    const { members } = await stage.sandbox.control.getChat(chatId);
    return members.find(({ user }) => user.id === userId)?.status;
  };

  it('blocks the bot and lets it in again', async () => {
    await openMenu(olivia, 'House');
    await page.getByRole('menuitemcheckbox', { name: 'Block the bot', checked: false }).click();
    await olivia.root.getByText('blocked by you').waitFor();
    await expect(stage.bot.call('sendMessage', { chat_id: 1001, text: 'hello?' })).rejects.toThrow(
      /blocked by the user/,
    );
    await olivia.root.getByRole('button', { name: 'Unblock' }).click();
    await olivia.field.waitFor();
    await stage.bot.call('sendMessage', { chat_id: 1001, text: 'hello again' });
    await olivia.sees('hello again');
  });

  it('makes a channel in which the bot is an administrator', async () => {
    await olivia.root
      .getByRole('button', { name: /^House/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'New channel or group' }).click();
    const dialog = page.getByRole('dialog', { name: 'New channel or group' });
    await dialog.getByLabel('Title').fill('House news');
    await dialog.getByLabel('Username').fill('house_news');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await olivia.root.getByRole('button', { name: /^House news channel/ }).waitFor();
    await stage.bot.call('sendMessage', { chat_id: '@house_news', text: 'Opening night' });
    await olivia.sees('Opening night');
    const [channel] = (await stage.sandbox.control.listChats()).filter(({ username }) => username === 'house_news');
    expect(channel && (await memberStatus(channel.id, botId))).toBe('administrator');
  });

  it('joins and leaves a channel by its switch and its bar', async () => {
    const channel = await stage.sandbox.control.addChat({
      type: 'channel',
      title: 'Gazette',
      username: 'gazette',
      creatorId: 1001,
      adminBotIds: [botId],
    });
    await timur.begin();
    await timur.root
      .getByRole('button', { name: /^House/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: /^Gazette/ }).click();
    await timur.root.getByRole('button', { name: 'Join channel' }).click();
    await timur.root.getByRole('button', { name: 'Leave channel' }).waitFor();
    expect(await memberStatus(channel.id, 1002)).toBe('member');
    await stage.bot.call('sendMessage', { chat_id: channel.id, text: 'Late edition' });
    await timur.sees('Late edition');
    await openMenu(timur, 'Gazette');
    await page.getByRole('menuitemcheckbox', { name: 'Member', checked: true }).click();
    await timur.root.getByRole('button', { name: 'Join channel' }).waitFor();
    expect(await memberStatus(channel.id, 1002)).not.toBe('member');
  });

  it('follows a link to a channel, and a deep link back to the bot', async () => {
    await stage.sandbox.control.addChat({ type: 'channel', title: 'Club', username: 'the_club', creatorId: 1001 });
    await timur.begin();
    await stage.bot.call('sendMessage', {
      chat_id: 1002,
      text: 'Join https://t.me/the_club first',
      reply_markup: { inline_keyboard: [[{ text: 'Order', url: 'https://t.me/house_bot?start=order_A100' }]] },
    });
    await timur.messages.getByRole('button', { name: 'Order' }).last().click();
    await timur.sees('/start order_A100');
    await timur.messages.getByRole('link', { name: 'https://t.me/the_club' }).last().click();
    await timur.root.getByRole('button', { name: 'Join channel' }).waitFor();
  });

  it('counts what arrives in a chat that is not open, and marks where it begins', async () => {
    const lobby = await stage.sandbox.control.addChat({
      type: 'supergroup',
      title: 'Foyer',
      creatorId: 1001,
      adminBotIds: [botId],
    });
    await page.reload();
    await olivia.begin();
    await stage.bot.call('sendMessage', { chat_id: lobby.id, text: 'one' });
    await stage.bot.call('sendMessage', { chat_id: lobby.id, text: 'two' });
    await olivia.root.getByLabel('2 unread in other chats').waitFor();
    await olivia.root
      .getByRole('button', { name: /^House/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: /^Foyer/ }).click();
    await olivia.sees('two');
    await olivia.root.getByText('New messages').waitFor();
    expect(await olivia.root.getByLabel(/unread in other chats/).count()).toBe(0);
  });

  it('adds a person, and closes a column', async () => {
    await page.getByRole('navigation', { name: 'People' }).getByRole('button', { name: 'People' }).click();
    await page.getByRole('dialog', { name: 'People' }).getByRole('button', { name: 'New person' }).click();
    const dialog = page.getByRole('dialog', { name: 'New person' });
    await dialog.getByLabel('First name').fill('Мария 👩‍🚀');
    await dialog.getByLabel('Language').fill('ru');
    await dialog.getByRole('button', { name: 'Add person' }).click();
    const maria = new PersonColumn(page, 'Мария 👩‍🚀');
    await maria.begin();
    await maria.sees('Welcome!');
    expect(stage.bot.received('message').at(-1)?.from?.language_code).toBe('ru');
    await openMenu(maria, 'Мария 👩‍🚀');
    await page.getByRole('menuitem', { name: 'Close column' }).click();
    await maria.root.waitFor({ state: 'detached' });
  });

  it('remembers its arrangement and catches up after a reload', async () => {
    await page.getByRole('button', { name: 'Inspector' }).click();
    await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
    await olivia.say('before the reload');
    await olivia.sees('You said: before the reload');
    await page.reload();
    await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
    await olivia.sees('You said: before the reload');
  });

  it('keeps a long chat smooth: reads older messages on the way up and finds back to the end', async () => {
    await stage.sandbox.control.sendText(1003, 'the very first line', { chatId: botId });
    for (let index = 1; index <= 150; index++) {
      await stage.sandbox.control.sendText(1003, `line ${index}`, { chatId: botId });
    }
    const nilufar = new PersonColumn(page, 'نيلوفر 🌸');
    await page.reload();
    await nilufar.sees('line 150');
    const log = nilufar.root.getByRole('log');
    await log.hover();
    const oldest = nilufar.messages.filter({ hasText: /^the very first line/ });
    for (let turn = 0; turn < 60 && (await oldest.count()) === 0; turn++) await page.mouse.wheel(0, -2_000);
    await oldest.waitFor({ state: 'attached' });
    await nilufar.root.getByRole('button', { name: /^To the newest message/ }).click();
    await nilufar.root.getByRole('button', { name: /^To the newest message/ }).waitFor({ state: 'detached' });
  });
});
