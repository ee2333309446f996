import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../../sandbox/test/web/support/browser';
import { PersonColumn } from '../../sandbox/test/web/support/person-column';
import { PATIENCE_MS } from '../support/look-until';
import { noise, sha256 } from './support/library';
import { Stage } from './support/stage';

/** Screenshots of the last run, for a person to look at; elsewhere with SCREENSHOT_DIR. */
async function screenshotFolder(): Promise<string> {
  const folder = process.env.SCREENSHOT_DIR;
  if (!folder) return mkdtemp(join(tmpdir(), 'bellhop-screenshots-'));
  await mkdir(folder, { recursive: true });
  return folder;
}

describeInBrowser('the journey of a file, in the web chat', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  let screenshots: string;

  beforeAll(async () => {
    stage = await Stage.open();
    await stage.startApp();
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(stage.sandbox.url);
    screenshots = await screenshotFolder();
  });

  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  const see = (name: string) => page.screenshot({ path: join(screenshots, `${name}.png`) });

  it('the owner uploads it, a user finds it with a typing error and gets every byte', async () => {
    const olivia = new PersonColumn(page, 'Olivia');
    const ann = new PersonColumn(page, 'Ann');
    const content = noise(120_000, 'browser');

    await olivia.begin();
    await olivia.sees('Hello, Olivia');
    await see('1-welcome');
    await olivia.say('/upload');
    await olivia.sees('New file');
    await olivia.drop([{ name: 'scan.pdf', type: 'application/pdf', content }], 'documents');
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await olivia.sees('What is its title');
    await olivia.say('Mountain huts');
    await olivia.sees('Send tags');
    await (await olivia.sees('Send tags')).getByRole('button', { name: '⏭ Skip' }).click();
    await olivia.sees('is saved');
    await see('2-uploaded');

    await ann.begin();
    await ann.say('mountan hut');
    const results = await ann.sees('comes closest');
    await see('3-found');
    await results.getByRole('button', { name: /Mountain huts/ }).click();
    const file = ann.messages.filter({ has: page.getByRole('link', { name: /Mountain huts - Bellhop\.pdf/ }) }).last();
    await file.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), file.getByRole('link').first().click()]);
    expect(await sha256(await buffer(await download.createReadStream()))).toBe(await sha256(content));
    await see('4-delivered');
  });

  it('every button of the menu leads to a screen and back home', async () => {
    const ann = new PersonColumn(page, 'Ann');
    await ann.say('/start');
    for (const [button, shows] of [
      ['Popular', 'What people take most'],
      ['Language', 'Which language'],
      ['Help', 'What I can do'],
    ] as const) {
      const home = await ann.sees('I keep a library of files');
      await home.getByRole('button', { name: button }).click();
      const screen = await ann.sees(shows);
      await screen.getByRole('button', { name: /Home|Back/ }).click();
    }
    await ann.sees('I keep a library of files');
    await see('5-home');
  });

  it('changes the language at once', async () => {
    const ann = new PersonColumn(page, 'Ann');
    await ann.say('/language');
    const choice = await ann.sees('Which language');
    await choice.getByRole('button', { name: /zbek/ }).click();
    await ann.say('/help');
    await ann.sees('kutubxona');
    await see('6-uzbek');
  });
});
