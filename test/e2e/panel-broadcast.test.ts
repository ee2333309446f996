import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { PersonColumn } from '../../sandbox/test/web/support/person-column';
import { eventually } from './support/eventually';
import { describeInBrowser, expectAccessible, handsOn, look, LOOKS, PanelStage } from './support/panel';
import { ANN, BOB, OWNER } from './support/stage';
import { sendStrangers } from './support/strangers';

const HOSTILE =
  '<img src=x onerror="document.title=1"><a href="javascript:document.title=2">press</a> \u202Eright\u202C 🎉';
/** Recipients beside the owner, Ann and Bob; at this rate a broadcast lasts far longer than it takes to press pause. */
const PEOPLE = 60;
const FIRST = 10_000;
const RATE = '5';

describeInBrowser('broadcasts in the panel', () => {
  let panel: PanelStage;
  let page: Page;

  beforeAll(async () => {
    panel = await PanelStage.open({ BROADCAST_RATE: RATE });
    for (const person of [ANN, BOB]) await panel.stage.people.start(person);
    await sendStrangers(panel.stage, { firstId: FIRST, count: PEOPLE });
    await eventually(async () => (await reach()) === PEOPLE + 3, {
      timeoutMs: 60_000,
      describe: () => 'not all are met',
    });
  }, 180_000);
  afterAll(() => panel.close());
  afterEach(() => page?.context().close());

  const reach = async (): Promise<number> =>
    (await panel.call<{ recipients: number }>('GET', '/broadcasts/audience')).recipients;
  const { open, goTo, row, button, press, confirm } = handsOn(() => page);
  const write = async (html: string) => {
    const { id } = await panel.call<{ id: number }>('POST', '/broadcasts', { content: { kind: 'text', html } });
    return id;
  };
  const show = (id: number) => goTo(`/broadcasts/${id}/show`);

  it('goes from the composer to a finished ledger, and arrives meanwhile', async () => {
    page = await panel.enter();
    await open('Broadcasts');
    await page.getByRole('link', { name: 'Write a broadcast' }).first().click();
    const text = page.getByLabel('Text of the message');
    await text.fill('Huts are open');
    await text.selectText();
    await press('Bold');
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
    await press('Show it to me');
    await panel.stage.people.waitForMessage(OWNER, 'Huts are open');

    await press('Look it over and send');
    await press('Send now');
    await page.getByText(`Send to ${PEOPLE + 3} people at about ${RATE}/s: 13 seconds`).waitFor();
    await look(page, 'broadcast-question');
    const webChat = await page.context().newPage();
    await webChat.goto(panel.stage.sandbox.url);
    await confirm('Send now');
    await new PersonColumn(webChat, 'Ann').sees('Huts are open');
    await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 60_000 });
    await page.getByText('100%').waitFor();
    await look(page, 'broadcast-finished');

    await page.getByLabel('Person, by id').fill(String(ANN));
    await row('Ann').getByText('Delivered').waitFor();
    await page.waitForURL(/userId=201/);
    await page.reload();
    await row('Ann').waitFor();
    const saved = page.waitForEvent('download');
    await press('Download CSV');
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
    await press('Send now');
    await confirm('Send now');
    await press('Pause');
    await page.getByText('nobody gets anything until it goes on').waitFor();
    await look(page, 'broadcast-paused');
    await page.reload();
    await press('Go on');
    await press('Pause');
    await press('Stop for good');
    await page.getByRole('dialog').getByText('who have not got it yet get nothing').waitFor();
    await confirm('Stop for good');
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
  });

  it('waits for its hour when it is scheduled, and says what is in the way of one that can not be sent', async () => {
    const id = await write('Snow next week');
    page = await panel.enter();
    await show(id);
    await press('Schedule');
    await page.getByRole('textbox', { name: 'Begins' }).fill('2099-01-01T10:00');
    await confirm('Schedule');
    await page.getByRole('alert').filter({ hasText: 'days' }).waitFor();
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16);
    await page.getByRole('textbox', { name: 'Begins' }).fill(soon);
    await confirm('Schedule');
    await page.getByText('It begins by itself:').waitFor();
    await press('Take off the schedule');
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
    await goTo('/broadcasts');
    await page.getByText('<img src=x').waitFor();
    expect(await page.title()).not.toMatch(/^[12]$/);
  });

  it('shows somebody who may only read no button that sends', async () => {
    const permissions = ['broadcasts:read', 'channels:read', 'settings:read', 'system:read'];
    page = await panel.enter({ as: await panel.addSomebodyWhoMay(permissions) });
    await goTo('/broadcasts');
    await page.getByRole('row').nth(1).click();
    await page.getByText('As it will look').first().waitFor();
    const changing = /Send now|Show it to me|Pause|Go on|Discard|Schedule|Retry|Resend/;
    expect(await page.getByRole('button', { name: changing }).count()).toBe(0);
    await goTo('/settings');
    await page.getByText('voice.maxWaiting').waitFor();
    expect(await page.getByRole('textbox').or(page.getByRole('spinbutton')).count()).toBe(0);
    await goTo('/broadcasts/create');
    await page.getByText("You don't have the right permissions").waitFor();
  });

  it('changes a setting, says at the field what is wrong with a value, and goes back to the default', async () => {
    page = await panel.enter();
    await open('Settings');
    const setting = page.getByRole('form', { name: 'The longest recording that is transcribed' });
    await setting.getByRole('spinbutton').fill('0');
    await setting.getByRole('button', { name: 'Save' }).click();
    await setting.getByText(/>=1|at least|greater/i).waitFor();
    await setting.getByRole('spinbutton').fill('77');
    await setting.getByRole('button', { name: 'Save' }).click();
    await setting.getByText('Changed here').waitFor();
    await setting.getByText('olivia').waitFor();
    await look(page, 'settings-changed');
    await setting.getByRole('button', { name: 'Back to the default' }).click();
    await confirm('Back to the default');
    await setting.getByText('Changed here').waitFor({ state: 'detached' });
  });

  it('asks people for one more channel, changes how they get in, and takes it off the list', async () => {
    const [bot] = await panel.stage.people.listBots();
    const channel = { title: 'Huts <News>', username: 'hut_news', creatorId: OWNER, adminBotIds: [bot?.id ?? 0] };
    await panel.stage.people.addChat({ type: 'channel', ...channel });
    page = await panel.enter();
    await open('Channels');
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
    await row('Huts <News>').getByText('Must be joined').waitFor();
    await look(page, 'channels');
    await row('Huts <News>').click();
    await page.locator('input[name=active]').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Not asked for').waitFor();
    await row('Huts <News>').click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByText('is taken off the list').waitFor();
    await confirm('Remove');
    await page.getByText('No channel has to be joined').waitFor();
  });

  it('lists jobs by queue and state, kept in the address', async () => {
    page = await panel.enter();
    await open('Jobs');
    await page.getByText('Nothing has failed').waitFor();
    await page.getByRole('tab', { name: 'Upkeep' }).click();
    await page.getByRole('tab', { name: 'Done' }).click();
    await page.waitForURL(/queue=maintenance&state=completed/);
    await page.reload();
    expect(await page.getByRole('tab', { name: 'Upkeep' }).getAttribute('aria-selected')).toBe('true');
  });

  it.each(LOOKS)('is accessible %s, without scrolling sideways', async (how, lights, options) => {
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
      await goTo(path);
      await page.locator('#main-content :is(h2, table, form, dl, ul.MuiList-root, [role=tab])').first().waitFor();
      await expectAccessible(page, `${path} ${how}`, lights);
    }
  });
});
