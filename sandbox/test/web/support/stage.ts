import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../../src';
import { launchBrowser } from './browser';
import { BOT_TOKEN, ScriptedBot } from './scripted-bot';

const REPOSITORY = resolve(__dirname, '../../../..');

/** How somebody comes to the page. */
export interface Visit extends BrowserContextOptions {
  /** Over which line, when it isn't the direct one. Its failures are no problems of the page. */
  url?: string;
}

/** A sandbox with a bot, three people, and a browser that looks at it. */
export interface Stage {
  sandbox: Sandbox;
  bot: ScriptedBot;
  /** Opens the page as a visitor who was never there before. Everything wrong that the page logs fails the test at `close`. */
  visit(options?: Visit): Promise<Page>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = await temporaryFolder();
  await buildPage(folder.path, 'development');
  const sandbox = await startSandbox({
    webDir: folder.path,
    bots: [{ token: BOT_TOKEN, username: 'house_bot', firstName: 'House' }],
  });
  await sandbox.control.addPerson({ firstName: 'Olivia', lastName: 'Owner', username: 'olivia', languageCode: 'en' });
  await sandbox.control.addPerson({ firstName: 'Timur', username: 'timur', languageCode: 'ru' });
  await sandbox.control.addPerson({ firstName: 'نيلوفر 🌸', languageCode: 'uz' });
  const bot = new ScriptedBot(sandbox.url);
  await bot.start();
  const browser = await launchBrowser();
  const problems: string[] = [];

  return {
    sandbox,
    bot,
    async visit({ url = sandbox.url, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      context.setDefaultTimeout(20_000);
      await context.grantPermissions(['clipboard-read', 'clipboard-write', 'microphone'], { origin: url });
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        const expected = url !== sandbox.url && message.text().includes('net::ERR');
        if (message.type() === 'error' && !expected) problems.push(message.text());
      });
      await page.goto(url);
      await page.getByText('Live', { exact: true }).waitFor({ state: 'attached' });
      return page;
    },
    async close() {
      await browser.close();
      await bot.stop();
      await sandbox.close();
      await folder.remove();
      expect(problems).toEqual([]);
    },
  };
}

/** A folder of its own, and what removes it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'web-chat-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Builds the page as it is now. The development build has React's warnings, which count as problems of the page. */
export async function buildPage(directory: string, mode: 'development' | 'production'): Promise<void> {
  const vite = join(REPOSITORY, 'node_modules/vite/bin/vite.js');
  const web = join(REPOSITORY, 'sandbox/web');
  const args = ['build', web, '--config', join(web, 'vite.config.mts'), '--outDir', directory, '--emptyOutDir'];
  const env = { ...process.env, NODE_ENV: mode };
  await promisify(execFile)(process.execPath, [vite, ...args], { cwd: REPOSITORY, env });
}
