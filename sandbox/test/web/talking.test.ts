import { type Page } from 'playwright-core';
import { describeInBrowser } from './support/browser';
import { PersonColumn } from './support/person-column';
import { openStage, type Stage } from './support/stage';

describeInBrowser('talking to a bot in the web chat', () => {
  let stage: Stage;
  let page: Page;
  let olivia: PersonColumn;
  let timur: PersonColumn;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    page = await stage.visit();
    olivia = new PersonColumn(page, 'Olivia Owner');
    timur = new PersonColumn(page, 'Timur');
    await olivia.begin();
  });
  afterEach(() => page.context().close());

  it('starts the bot and gets its answer, each person in their own column', async () => {
    await olivia.sees('Welcome!');
    await timur.begin();
    await timur.say('hello there');
    await timur.sees('You said: hello there');
    expect(await olivia.messages.filter({ hasText: 'hello there' }).count()).toBe(0);
  });

  it('offers neither Start nor a field to write in until it knows whether the chat was begun', async () => {
    const isTimurs = ({ pathname }: URL) => /\/people\/1002\/chats\/\d+\/messages$/.test(pathname);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(isTimurs, async (route) => {
      await released;
      await route.continue();
    });
    await page.reload();
    await timur.root.getByRole('log', { name: 'Messages with House' }).and(page.locator('[aria-busy=true]')).waitFor();
    expect(await timur.field.or(timur.start).count()).toBe(0);
    release();
    await timur.begin();
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('shows what is said while it reads the chat, although the answer is from before', async () => {
    const { control } = stage.sandbox;
    const isOlivias = ({ pathname }: URL) => /\/people\/1001\/chats\/\d+\/messages$/.test(pathname);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let held = (): void => undefined;
    const isHeld = new Promise<void>((resolve) => (held = resolve));
    await page.route(isOlivias, async (route) => {
      const response = await route.fetch();
      held();
      await released;
      await route.fulfill({ response });
    });
    await page.reload();
    await isHeld;
    // The page reads the list of chats again because it was told of the messages.
    const toldOf = page.waitForResponse(
      async (response) =>
        /\/people\/1001\/chats$/.test(new URL(response.url()).pathname) &&
        (await response.text()).includes('You said: in the meantime'),
    );
    await control.sendText(1001, 'in the meantime');
    await toldOf;
    release();
    await olivia.sees('You said: in the meantime');
    expect(await olivia.messages.filter({ hasText: 'in the meantime' }).count()).toBe(2);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('shows every kind of formatting, and a spoiler only when asked', async () => {
    await olivia.say('format');
    const message = await olivia.sees('bold');
    for (const tag of ['strong', 'em', 'u', 's', 'code', 'pre', 'blockquote', 'a[href="https://example.org/"]']) {
      expect(await message.locator(tag).count()).toBeGreaterThan(0);
    }
    expect(await message.getByText('secret words').isVisible()).toBe(false);
    await message.getByRole('button', { name: /Hidden text/ }).click();
    expect(await message.getByText('secret words').isVisible()).toBe(true);
  });

  it('never takes what people type for markup', async () => {
    await olivia.say('<img src=x onerror="document.title=1"> & <b>x</b>');
    const message = await olivia.sees('You said: <img');
    expect(await message.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Bellhop sandbox');
  });

  it('formats while typing and keeps lines apart', async () => {
    await olivia.field.fill('**loud**');
    await olivia.field.press('Shift+Enter');
    await olivia.field.pressSequentially('second line');
    await olivia.field.press('Enter');
    const message = await olivia.sees('second line');
    expect(await message.innerText()).not.toContain('**');
    expect(stage.bot.received('message').at(-1)).toMatchObject({
      text: 'loud\nsecond line',
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
  });

  it('presses buttons: the message changes, a notice appears, an alert waits for OK', async () => {
    const welcome = olivia.messages.filter({ has: page.getByRole('button', { name: /^Count/ }) }).last();
    await welcome.getByRole('button', { name: /^Count/ }).click();
    await page.getByText(/^That was \d+$/).waitFor();
    await olivia.sees(/Counted to \d+/);
    await welcome.getByRole('button', { name: 'Alert' }).click();
    const alert = page.getByRole('dialog', { name: 'House' });
    await alert.getByText('Mind the step').waitFor();
    await page.keyboard.press('Escape');
    await alert.waitFor({ state: 'detached' });
  });

  it('shows that a button waits for as long as the bot is silent', async () => {
    const button = olivia.messages.getByRole('button', { name: 'Never' }).last();
    await button.click();
    await olivia.root.locator('button[aria-busy="true"]', { hasText: 'Never' }).waitFor();
  });

  it('completes commands while they are typed', async () => {
    await olivia.field.pressSequentially('/se');
    const commands = olivia.root.getByRole('listbox', { name: 'Commands' });
    await commands.waitFor();
    expect(await commands.getByRole('option').count()).toBe(2);
    await olivia.field.press('ArrowDown');
    await olivia.field.press('Enter');
    await olivia.sees('You said: /settings');
  });

  it('opens the list of commands by its button', async () => {
    await olivia.root.getByRole('button', { name: 'Commands of the bot' }).click();
    await olivia.root.getByRole('option', { name: /\/search/ }).click();
    await olivia.sees('You said: /search');
  });

  it('asks inline, pages on, and posts what was chosen', async () => {
    await olivia.field.pressSequentially('@house_bot opera');
    const results = olivia.root.getByRole('listbox', { name: 'Results' });
    await results.getByRole('option', { name: /opera 1 / }).waitFor();
    await results.getByRole('option', { name: /opera 12/ }).scrollIntoViewIfNeeded();
    await results.getByRole('option', { name: /opera 13/ }).click();
    await olivia.sees(/^via @house_bot[^]*File 13 of opera/);
    expect(await olivia.field.inputValue()).toBe('');
  });

  it('writes the inline query that a button asks for', async () => {
    await olivia.messages.getByRole('button', { name: 'Search here' }).last().click();
    await olivia.root.getByRole('option', { name: /hotel 1 / }).waitFor();
    expect(await olivia.field.inputValue()).toBe('@house_bot hotel');
    await olivia.field.press('Escape');
    await olivia.root.getByRole('listbox', { name: 'Results' }).waitFor({ state: 'detached' });
  });

  it('uses the keyboard of the bot, contact included', async () => {
    await olivia.say('keyboard');
    await olivia.root.getByRole('button', { name: 'Coffee' }).click();
    await olivia.sees('You said: Coffee');
    await olivia.root.getByRole('button', { name: 'My number' }).click();
    await olivia.sees('+99890');
    expect(stage.bot.received('message').at(-1)?.contact?.user_id).toBe(stage.bot.received('message').at(-1)?.from?.id);
  });

  it('replies, and jumps to what was replied to', async () => {
    await olivia.say('first words');
    await olivia.choose(await olivia.sees('You said: first words'), 'Reply');
    await olivia.say('an answer');
    const reply = await olivia.sees(/^[^]*You said: first words[^]*an answer/);
    await reply.getByRole('button', { name: /You said: first words/ }).click();
    await olivia.root.locator('.message-flash').waitFor();
    expect(stage.bot.received('message').at(-1)?.reply_to_message?.text).toBe('You said: first words');
  });

  it('edits the last message by the arrow key and deletes one by its menu', async () => {
    await olivia.say('a mistaek');
    await olivia.sees('You said: a mistaek');
    await olivia.field.press('ArrowUp');
    await olivia.field.fill('a mistake, mended');
    await olivia.field.press('Enter');
    const mended = await olivia.sees(/^a mistake, mended/);
    expect(await mended.innerText()).toContain('edited');
    expect(stage.bot.received('edited_message').at(-1)?.text).toBe('a mistake, mended');
    await olivia.choose(mended, 'Delete');
    await olivia.messages.filter({ hasText: /^a mistake, mended/ }).waitFor({ state: 'detached' });
  });

  it('forwards to another chat', async () => {
    const channel = await stage.sandbox.control.addChat({ type: 'supergroup', title: 'Lobby', creatorId: 1001 });
    await olivia.say('for the lobby');
    await olivia.choose(await olivia.sees(/^for the lobby/), 'Forward');
    await page.getByRole('dialog', { name: 'Forward to' }).getByRole('button', { name: 'Lobby' }).click();
    const forwarded = await olivia.sees('for the lobby');
    expect(await forwarded.innerText()).toContain('Forwarded from');
    const { items } = await stage.sandbox.control.listMessages(1001, channel.id);
    expect(items.at(-1)?.text).toBe('for the lobby');
  });

  it('reacts', async () => {
    await olivia.say('nice');
    await olivia.choose(await olivia.sees('You said: nice'), 'React with 🔥');
    await olivia.messages.getByRole('button', { name: '🔥, 1', pressed: true }).last().waitFor();
  });

  it('lets go of what the bot deletes, and shows what it is doing', async () => {
    await olivia.say('vanish');
    await olivia.sees('It is gone');
    expect(await olivia.messages.filter({ hasText: 'Soon gone' }).count()).toBe(0);
    await olivia.say('work');
    await olivia.root.getByText('sending a file…').waitFor();
  });
});
