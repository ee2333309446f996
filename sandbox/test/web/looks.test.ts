import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Page } from 'playwright-core';
import { describeInBrowser, PHONE, violationsOn, widthBeyond } from './support/browser';
import { layLine } from './support/cuttable-line';
import { PersonColumn } from './support/person-column';
import { buildPage, openStage, temporaryFolder, type Stage } from './support/stage';

const BUDGET_BYTES = 120_000;

describeInBrowser('the looks of the web chat', () => {
  let stage: Stage;
  let page: Page;
  let olivia: PersonColumn;

  beforeAll(async () => {
    stage = await openStage();
    const control = stage.sandbox.control;
    for (const personId of [1001, 1002, 1003]) await control.start(personId);
    await control.sendText(1001, 'format');
    await control.sendText(1003, 'مرحبا بالعالم — <script>alert(1)</script> 🎉');
    await control.sendText(1002, 'keyboard');
    await control.sendDocument(1001, { bytes: Buffer.from('x') }, { fileName: 'report.pdf', caption: 'A report' });
    await control.waitForMessage(1001, 'got document');
  });
  afterAll(() => stage.close());
  afterEach(() => page.context().close());

  const visit = async (options?: Parameters<Stage['visit']>[0]) => {
    page = await stage.visit(options);
    olivia = new PersonColumn(page, 'Olivia Owner');
    await olivia.sees('got document');
  };

  const background = (): Promise<string> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');

  it.each([
    ['by day', { colorScheme: 'light' }],
    ['by night', { colorScheme: 'dark' }],
    ['on a phone', { colorScheme: 'light', ...PHONE }],
    ['on a phone by night', { colorScheme: 'dark', ...PHONE }],
  ] as const)('is accessible %s', async (_when, options) => {
    await visit(options);
    expect(await violationsOn(page)).toEqual([]);
  });

  it('is accessible with its inspector, menus, suggestions and dialogs open', async () => {
    await visit({ viewport: { width: 1700, height: 900 } });
    await page.getByRole('button', { name: 'Inspector' }).click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    for (const tab of ['Calls', 'Faults', 'Flood']) {
      await inspector.getByRole('tab', { name: new RegExp(tab) }).click();
      expect(await violationsOn(page)).toEqual([]);
    }
    await olivia.field.fill('/');
    await olivia.root.getByRole('listbox', { name: 'Commands' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await olivia.root.getByRole('button', { name: 'House: more' }).click();
    await page.getByRole('menu', { name: 'Chat' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'About this chat' }).click();
    await page.getByRole('dialog', { name: 'House' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  it('follows the colours of the system until the visitor chooses', async () => {
    await visit({ colorScheme: 'dark' });
    const night = await background();
    await page.getByRole('button', { name: 'Colours: as the system' }).click();
    const day = await background();
    expect(day).not.toBe(night);
    await page.reload();
    await page.getByRole('button', { name: 'Colours: light' }).click();
    expect(await background()).toBe(night);
  });

  it('shows one person at a time on a phone, and switches', async () => {
    await visit(PHONE);
    const timur = new PersonColumn(page, 'Timur');
    expect([await olivia.root.isVisible(), await timur.root.isVisible()]).toEqual([true, false]);
    await stage.bot.call('sendMessage', { chat_id: 1002, text: 'for Timur' });
    const tab = page.getByRole('navigation', { name: 'People' }).getByRole('button', { name: /Timur/ });
    await tab.getByLabel('1 unread').waitFor();
    await tab.click();
    await timur.sees('for Timur');
    expect([await olivia.root.isVisible(), await timur.root.isVisible()]).toEqual([false, true]);
    await tab.getByLabel('1 unread').waitFor({ state: 'detached' });
    expect(await widthBeyond(page)).toBe(0);
  });

  it('can be used by the keyboard alone: write, walk to a message, reply', async () => {
    await visit();
    await olivia.field.focus();
    await page.keyboard.type('no mouse');
    await page.keyboard.press('Enter');
    await olivia.sees('You said: no mouse');
    await olivia.root.getByRole('log').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('menu', { name: 'Message actions' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    const reply = page.getByRole('menuitem', { name: 'Reply' });
    for (let step = 0; step < 10 && !(await isFocused('Reply')); step++) await page.keyboard.press('ArrowDown');
    await reply.press('Enter');
    await olivia.root.getByText('Reply to House').waitFor();
    await page.keyboard.press('Escape');
    await olivia.root.getByText('Reply to House').waitFor({ state: 'detached' });
  });
  const isFocused = async (text: string) => (await page.evaluate('document.activeElement.textContent')) === text;

  it('shows names and texts of any script as text', async () => {
    await visit();
    const nilufar = new PersonColumn(page, 'نيلوفر 🌸');
    const message = await nilufar.sees('<script>alert(1)</script>');
    expect(await message.locator('.rich-text').first().getAttribute('dir')).toBe('auto');
  });

  it('reconnects by itself and shows what it has missed', async () => {
    const line = await layLine(stage.sandbox.port);
    try {
      await visit({ url: line.url });
      line.cut();
      await page.getByText('Reconnecting…').waitFor();
      await stage.bot.call('sendMessage', { chat_id: 1001, text: 'said in the dark' });
      line.mend();
      await olivia.sees('said in the dark');
      await page.getByText('Live', { exact: true }).waitFor();
    } finally {
      await line.close();
    }
  });
});

describe('the weight of the web chat', () => {
  it('loads with less than 120 kB, gzipped', async () => {
    const folder = await temporaryFolder();
    try {
      await buildPage(folder.path, 'production');
      const html = await readFile(join(folder.path, 'index.html'), 'utf8');
      const linked = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
      const files = await Promise.all(linked.map((path) => readFile(join(folder.path, path))));
      const weight = [Buffer.from(html), ...files].reduce((total, bytes) => total + gzipSync(bytes).length, 0);
      expect(linked.length).toBeGreaterThan(1);
      expect(weight).toBeLessThan(BUDGET_BYTES);
    } finally {
      await folder.remove();
    }
  });
});
