import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually';
import { describeInBrowser, look, PanelStage, PHONE, seriousProblems } from './support/panel';
import { ANN, BOB, OWNER } from './support/stage';

const HOSTILE =
  '<img src=x onerror="document.title=1"><a href="javascript:document.title=2">press</a> \u202Eright\u202C 🎉';
/** Recipients beside the owner, Ann and Bob; at this rate they take some seconds. */
const PEOPLE = 60;
const FIRST = 10_000;
const RATE = '10';

describeInBrowser('broadcasts in the panel', () => {
  let panel: PanelStage;
  let page: Page;

  beforeAll(async () => {
    panel = await PanelStage.open({ BROADCAST_RATE: RATE });
    await panel.stage.people.addPeople({ count: PEOPLE, firstId: FIRST, languageCode: 'en', started: true });
    for (const person of [ANN, BOB]) await panel.stage.people.start(person);
    const [bot] = await panel.stage.people.listBots();
    for (let id = FIRST; id < FIRST + PEOPLE; id += 1) {
      const person = { id, first_name: `Person ${id}`, language_code: 'en' };
      const message = {
        message_id: id,
        date: 0,
        chat: { ...person, type: 'private' },
        from: { ...person, is_bot: false },
        text: 'hello',
      };
      await panel.stage.people.injectUpdate(bot?.id ?? 0, { message });
    }
    await eventually(async () => (await reach()) === PEOPLE + 3, {
      timeoutMs: 60_000,
      describe: () => 'not all are met',
    });
  }, 180_000);
  afterAll(() => panel.close());
  afterEach(() => page?.context().close());

  const reach = async (): Promise<number> =>
    (await panel.call<{ recipients: number }>('GET', '/broadcasts/audience')).recipients;
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const confirm = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  const write = async (html: string) => {
    const { id } = await panel.call<{ id: number }>('POST', '/broadcasts', { content: { kind: 'text', html } });
    return id;
  };
  const show = (id: number) => page.goto(`${panel.app.url}/admin/broadcasts/${id}/show`);

  it('goes from the composer to a finished ledger, and arrives meanwhile', async () => {
    page = await panel.enter();
    await page.getByRole('menuitem', { name: 'Broadcasts', exact: true }).click();
    await page.getByRole('link', { name: 'Write a broadcast' }).first().click();
    const text = page.getByLabel('Text of the message');
    await text.fill('Huts are open');
    await text.selectText();
    await button('Bold').click();
    await page.getByRole('button', { name: 'Add a row of buttons' }).click();
    await page.getByLabel('Label').fill('Map');
    await page.getByLabel('Address').fill('https://example.org/map');
    await page.getByText(`${PEOPLE + 3} people, at about ${RATE}/s`).waitFor();
    await page.getByText('The draft is kept.').waitFor();
    await look(page, 'broadcast-composer');

    await page.reload();
    await page.getByText('The draft is kept.').waitFor();
    expect(await text.inputValue()).toBe('<b>Huts are open</b>');
    const preview = page.getByRole('group', { name: 'As it will look' });
    await preview.locator('b', { hasText: 'Huts are open' }).waitFor();
    await preview.getByRole('link', { name: 'Map' }).waitFor();
    await button('Show it to me').click();
    await panel.stage.people.waitForMessage(OWNER, 'Huts are open');

    await button('Look it over and send').click();
    await button('Send now').click();
    await page.getByText(`Send to ${PEOPLE + 3} people at about ${RATE}/s: 7 seconds`).waitFor();
    await look(page, 'broadcast-question');
    await confirm('Send now');
    await panel.stage.people.waitForMessage(ANN, 'Huts are open');
    await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 60_000 });
    await page.getByText('100%').waitFor();
    await look(page, 'broadcast-finished');

    await page.getByLabel('Person, by id').fill(String(ANN));
    await page.getByRole('row').filter({ hasText: 'Ann' }).getByText('Delivered').waitFor();
    await page.waitForURL(/userId=201/);
    await page.reload();
    await page.getByRole('row').filter({ hasText: 'Ann' }).waitFor();
    const saved = page.waitForEvent('download');
    await button('Download CSV').click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^broadcast-\d+\.csv$/);
    expect(await readFile(await file.path(), 'utf8')).toContain(String(ANN));
  });

  it("writes in Telegram's ways by keys, takes them off again and undoes, and says at once what is wrong", async () => {
    page = await panel.enter();
    await page.goto(`${panel.app.url}/admin/broadcasts/create`);
    const text = page.getByLabel('Text of the message');
    const preview = page.getByRole('group', { name: 'As it will look' });
    await text.fill('Huts');
    await text.selectText();
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Control+Shift+X');
    expect(await text.inputValue()).toBe('<b><s>Huts</s></b>');
    await preview.locator('b s', { hasText: 'Huts' }).waitFor();
    await button('Struck out').click();
    expect(await text.inputValue()).toBe('<b>Huts</b>');
    await page.keyboard.press('Control+z');
    expect(await text.inputValue()).toBe('<b><s>Huts</s></b>');
    await preview.locator('time').waitFor();

    await text.fill('<b>Huts');
    await page.getByRole('alert').filter({ hasText: 'is never closed' }).waitFor();
    await look(page, 'broadcast-problem');
    await text.fill('<b>Huts</b>');
    await page.getByRole('alert').filter({ hasText: 'is never closed' }).waitFor({ state: 'detached' });
  });

  it('is made once when the answer to its first words is lost, and is not sent before it is kept', async () => {
    page = await panel.enter();
    await page.goto(`${panel.app.url}/admin/broadcasts/create`);
    const before = await panel.call<{ total: number }>('GET', '/broadcasts');
    let asked = 0;
    await page.route(/\/api\/v1\/broadcasts$/, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      asked += 1;
      // The application makes the draft; what it says does not arrive, the first two times.
      const response = await route.fetch();
      return asked > 2 ? route.fulfill({ response }) : route.abort('connectionreset');
    });
    await page.getByLabel('Text of the message').fill('Only once');
    await page.getByRole('alert').filter({ hasText: 'did not answer' }).waitFor();
    await button('Look it over and send').click();
    await eventually(() => asked === 2, { describe: () => 'it was not tried again' });
    await page.getByText('The draft could not be kept').waitFor();
    expect(page.url()).toContain('/create');
    await page.getByLabel('Text of the message').fill('Only once, and more');
    await page.getByText('The draft is kept.').waitFor();
    const after = await panel.call<{ total: number; items: { content: { html: string } }[] }>('GET', '/broadcasts');
    expect(after.total).toBe(before.total + 1);
    expect(after.items[0]?.content.html).toBe('Only once, and more');
  });

  it('is paused, goes on, and can be stopped for good, as the page says at each moment', async () => {
    const id = await write('Rain tomorrow');
    page = await panel.enter();
    await show(id);
    await button('Send now').click();
    await confirm('Send now');
    await button('Pause').click();
    await page.getByText('nobody gets anything until it goes on').waitFor();
    await look(page, 'broadcast-paused');
    await page.reload();
    await button('Go on').click();
    await button('Pause').click();
    await button('Stop for good').click();
    await page.getByRole('dialog').getByText('who have not got it yet get nothing').waitFor();
    await confirm('Stop for good');
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
  });

  it('waits for its hour when it is scheduled, and says what is in the way of one that can not be sent', async () => {
    const id = await write('Snow next week');
    page = await panel.enter();
    await show(id);
    await button('Schedule').click();
    await page.getByRole('textbox', { name: 'Begins' }).fill('2099-01-01T10:00');
    await confirm('Schedule');
    await page.getByRole('alert').filter({ hasText: 'days' }).waitFor();
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16);
    await page.getByRole('textbox', { name: 'Begins' }).fill(soon);
    await confirm('Schedule');
    await page.getByText('It begins by itself:').waitFor();
    await button('Take off the schedule').click();
    await page.getByText('Draft', { exact: true }).first().waitFor();

    await show(await write('<b>never closed'));
    await page.getByRole('alert').filter({ hasText: 'is never closed' }).waitFor();
    expect(await button('Send now').isDisabled()).toBe(true);
  });

  it('shows what somebody wrote as words, whatever they are', async () => {
    const id = await write(HOSTILE);
    page = await panel.enter();
    await show(id);
    await page.getByRole('group', { name: 'As it will look' }).getByText('<img src=x').waitFor();
    expect(await page.getByRole('link', { name: 'press' }).count()).toBe(0);
    await page.goto(`${panel.app.url}/admin/broadcasts`);
    await page.getByText('<img src=x').waitFor();
    expect(await page.title()).not.toMatch(/^[12]$/);
  });

  it('shows somebody who may only read no button that sends', async () => {
    await panel.call('POST', '/roles', {
      name: 'reader',
      permissions: ['broadcasts:read', 'channels:read', 'settings:read', 'system:read'],
    });
    const reader = { username: 'reader', password: 'reads and nothing else' };
    await panel.addAccount({ ...reader, role: 'reader' });
    page = await panel.enter({ as: reader });
    await page.goto(`${panel.app.url}/admin/broadcasts`);
    await page.getByRole('row').nth(1).click();
    await page.getByText('As it will look').first().waitFor();
    const changing = /Send now|Show it to me|Pause|Go on|Discard|Schedule|Retry|Resend/;
    expect(await page.getByRole('button', { name: changing }).count()).toBe(0);
    await page.goto(`${panel.app.url}/admin/settings`);
    await page.getByText('voice.maxWaiting').waitFor();
    expect(await page.getByRole('textbox').or(page.getByRole('spinbutton')).count()).toBe(0);
    await page.goto(`${panel.app.url}/admin/broadcasts/create`);
    await page.getByText("You don't have the right permissions").waitFor();
  });

  it('changes a setting, says at the field what is wrong with a value, and goes back to the default', async () => {
    page = await panel.enter();
    await page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
    const row = page.getByRole('form', { name: 'The longest recording that is transcribed' });
    await row.getByRole('spinbutton').fill('0');
    await row.getByRole('button', { name: 'Save' }).click();
    await row.getByText(/>=1|at least|greater/i).waitFor();
    await row.getByRole('spinbutton').fill('77');
    await row.getByRole('button', { name: 'Save' }).click();
    await row.getByText('Changed here').waitFor();
    await row.getByText('olivia').waitFor();
    await look(page, 'settings-changed');
    await row.getByRole('button', { name: 'Back to the default' }).click();
    await confirm('Back to the default');
    await row.getByText('Changed here').waitFor({ state: 'detached' });
  });

  it('asks people for one more channel, changes how they get in, and takes it off the list', async () => {
    const [bot] = await panel.stage.people.listBots();
    const channel = { title: 'Huts <News>', username: 'hut_news', creatorId: OWNER, adminBotIds: [bot?.id ?? 0] };
    await panel.stage.people.addChat({ type: 'channel', ...channel });
    page = await panel.enter();
    await page.getByRole('menuitem', { name: 'Channels', exact: true }).click();
    await page.getByRole('link', { name: 'Add a channel' }).first().click();
    const reference = page.getByRole('textbox', { name: 'Channel' });
    await reference.fill('not a channel!');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('neither a @name').waitFor();
    await reference.fill('@nowhere_at_all');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').first().waitFor();
    await reference.fill('@hut_news');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row').filter({ hasText: 'Huts <News>' }).getByText('Must be joined').waitFor();
    await look(page, 'channels');
    await page.getByRole('row').filter({ hasText: 'Huts <News>' }).click();
    await page.locator('input[name=active]').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Not asked for').waitFor();
    await page.getByRole('row').filter({ hasText: 'Huts <News>' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByText('is taken off the list').waitFor();
    await confirm('Remove');
    await page.getByText('No channel has to be joined').waitFor();
  });

  it('lists jobs by queue and state, kept in the address', async () => {
    page = await panel.enter();
    await page.getByRole('menuitem', { name: 'Jobs', exact: true }).click();
    await page.getByText('Nothing has failed').waitFor();
    await page.getByRole('tab', { name: 'Upkeep' }).click();
    await page.getByRole('tab', { name: 'Done' }).click();
    await page.waitForURL(/queue=maintenance&state=completed/);
    await page.reload();
    expect(await page.getByRole('tab', { name: 'Upkeep' }).getAttribute('aria-selected')).toBe('true');
  });

  it.each([
    ['by day', { colorScheme: 'light' }],
    ['by night', { colorScheme: 'dark' }],
    ['on a phone', { colorScheme: 'light', ...PHONE }],
  ] as const)('is accessible %s, without scrolling sideways', async (when, options) => {
    const draft = await write(
      '<b>Bold</b> words, a <a href="https://example.org">link</a> and <tg-spoiler>more</tg-spoiler>',
    );
    page = await panel.enter(options);
    const paths = ['/broadcasts', '/broadcasts/1/show', `/broadcasts/${draft}/show`, `/broadcasts/${draft}`];
    for (const path of [
      ...paths,
      '/channels',
      '/channels/create',
      '/settings',
      '/jobs?queue=maintenance&state=completed',
    ]) {
      await page.goto(`${panel.app.url}/admin${path}`);
      await page.locator('#main-content :is(h2, table, form, dl, ul.MuiList-root, [role=tab])').first().waitFor();
      await look(page, `${when} ${path}`.replaceAll(/[^a-z0-9]+/gi, '-'));
      expect({ path, problems: await seriousProblems(page) }).toEqual({ path, problems: [] });
      // A phone shows a page that is too wide from further away: its own width is what counts.
      const width = page.viewportSize()?.width ?? 0;
      const beyond = (await page.evaluate<number>('document.documentElement.scrollWidth')) - width;
      expect({ path, beyond: Math.max(0, beyond) }).toEqual({ path, beyond: 0 });
    }
  });
});
