import type { Page } from 'playwright-core';
import { layLine } from '../../sandbox/test/web/support/cuttable-line';
import { noise } from './support/library';
import { describeInBrowser, expectAccessible, handsOn, look, LOOKS, OLIVIA, PanelStage, signIn } from './support/panel';
import { ANN } from './support/stage';

const HOSTILE = '<img src=x onerror="document.title=1"> \u202Eright to left\u202C ' + '🎉'.repeat(30);

describeInBrowser('the panel', () => {
  let panel: PanelStage;
  let page: Page;

  beforeAll(async () => {
    panel = await PanelStage.open();
  }, 120_000);
  afterAll(() => panel.close());
  afterEach(() => page?.context().close());

  const { open, goTo, row, confirm } = handsOn(() => page);
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });

  it('lets in whoever knows the password, says the same to everybody else, and remembers across a reload', async () => {
    page = await panel.visit();
    await expectAccessible(page, 'login');
    for (const wrong of [
      { ...OLIVIA, password: 'another password' },
      { ...OLIVIA, username: 'nobody' },
    ]) {
      await signIn(page, wrong);
      await page.getByRole('alert').filter({ hasText: 'The name or the password is wrong' }).waitFor();
    }
    await signIn(page, OLIVIA);
    await page.getByText('All is well').waitFor();

    await page.reload();
    await page.getByText('All is well').waitFor();
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    expect(kept).not.toMatch(/eyJ|bellhop_refresh/);
  });

  it('ends in every tab when one signs out', async () => {
    page = await panel.enter();
    const other = await page.context().newPage();
    await other.goto(`${panel.app.url}/admin/files`);
    await other.getByText('The library is empty').waitFor();

    await page.getByRole('button', { name: /account menu/ }).click();
    await page.getByRole('menuitem', { name: 'Logout' }).click();
    await page.getByLabel('Password').waitFor();
    await other.getByLabel('Password').waitFor();
  });

  it('brings files into the library, several at once, and shows what became of them', async () => {
    page = await panel.enter();
    await open('Files');
    await page.getByText('The library is empty').waitFor();
    await page.getByRole('link', { name: 'Upload' }).click();
    await page.locator('input[type=file]').setInputFiles([
      { name: 'mountain_huts.pdf', mimeType: 'application/pdf', buffer: noise(300_000, 'huts') },
      { name: 'river.txt', mimeType: 'text/plain', buffer: noise(2_000, 'river') },
    ]);
    const rows = page.getByRole('listitem');
    await rows.filter({ hasText: 'mountain_huts.pdf' }).getByLabel('Tags').fill('hike, summer');
    await rows.filter({ hasText: 'river.txt' }).getByLabel('Title').fill(HOSTILE);
    await page.getByRole('button', { name: 'Upload 2 files' }).click();
    await page.getByRole('link', { name: /mountain huts/ }).waitFor();
    await page.getByRole('link', { name: /right to left/ }).waitFor();
    await look(page, 'files-uploaded');

    await page.getByRole('link', { name: 'Back to the library' }).click();
    await row('mountain huts').getByText('hike').waitFor();
    await row('<img src=x').waitFor();
    expect(await page.title()).not.toBe('1');

    await page.getByPlaceholder('Search').fill('mountan hut');
    await row('mountain huts').waitFor();
    await row('<img src=x').waitFor({ state: 'detached' });
    expect(page.url()).toContain('mountan');
    await row('mountain huts').click();
    await page.waitForURL(/\/show$/);
    await page.getByText('300 kB').waitFor();
    await page.getByText('Ready', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Title').fill('Alpine huts');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Alpine huts - Bellhop', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByText('is taken out of the library').waitFor();
    await confirm('Remove');
    await page.getByText('is removed.').waitFor();
  });

  it('says so when a file is not taken, and takes another', async () => {
    page = await panel.enter();
    await goTo('/files/create');
    await page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'virus.exe', mimeType: 'application/octet-stream', buffer: noise(1_000, 'program') }]);
    await page.getByRole('button', { name: 'Upload 1 file' }).click();
    await page.getByRole('alert').filter({ hasText: 'not taken into the library' }).waitFor();
    await page.getByRole('button', { name: 'Take off virus.exe' }).click();
    await page.getByText('virus.exe').waitFor({ state: 'detached' });
  });

  it('tells when the line is cut, and catches up by itself when it is back', async () => {
    const line = await layLine(Number(new URL(panel.app.url).port));
    try {
      page = await panel.enter({ url: line.url });
      await page.getByText('All is well').waitFor();
      line.cut();
      await page.getByText('out of reach').waitFor();
      await panel.stage.people.start(ANN);
      await panel.stage.people.waitForMessage(ANN, 'Hello, Ann');
      line.mend();
      await page.getByText('out of reach').waitFor({ state: 'detached' });
      await heading('Queues').waitFor();
    } finally {
      await line.close();
    }
  });

  it('goes on without a word when the access token ends', async () => {
    page = await panel.enter();
    await page.getByText('All is well').waitFor();
    // As a page that was left open for half an hour: its token, which lives for a quarter of one, must be renewed.
    await page.clock.setFixedTime(Date.now() + 30 * 60_000);
    const renewed = page.waitForResponse((response) => response.url().endsWith('/auth/refresh') && response.ok());
    await open('Files');
    await renewed;
    await page.getByRole('link', { name: 'Upload' }).first().waitFor();
  });

  it('shows somebody who may only read no button that changes anything', async () => {
    page = await panel.enter({ as: await panel.addSomebodyWhoMay(['files:read', 'stats:read']) });
    await open('Files');
    await page.getByRole('row').nth(1).click();
    await page.getByText('Uploaded by').waitFor();
    await expect(page.getByRole('button', { name: /Process again|Remove/ }).count()).resolves.toBe(0);
    await goTo('/files/create');
    await page.getByText("You don't have the right permissions").waitFor();
  });

  it.each(LOOKS)('is accessible %s, without scrolling sideways', async (how, lights, options) => {
    page = await panel.enter(options);
    const content =
      '#main-content h2, #main-content table, #main-content form, #main-content dl, #main-content ul, [data-drop]';
    for (const path of ['/', '/files', '/files/2/show', '/files/2', '/files/create', '/account']) {
      await goTo(path);
      await page.locator(content).first().waitFor();
      await expectAccessible(page, `${path} ${how}`, lights);
    }
  });

  it('speaks Uzbek and Russian, chosen in the bar and remembered', async () => {
    page = await panel.enter();
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('menuitem', { name: 'Русский' }).click();
    await page.getByText('Всё в порядке').waitFor();
    await page.reload();
    await page.getByText('Всё в порядке').waitFor();
    await page.getByRole('button', { name: /Русский/ }).click();
    await page.getByRole('menuitem', { name: 'Oʻzbekcha' }).click();
    await page.getByText('Hammasi joyida').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('uz');
  });
});
