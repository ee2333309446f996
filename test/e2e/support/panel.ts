import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { PATIENCE_MS } from '../../support/look-until';
import type { BellhopProcess } from './bellhop-process';
import { OWNER, Stage } from './stage';

export { describeInBrowser } from '../../../sandbox/test/web/support/stage';

export const OLIVIA = { username: 'olivia', password: 'olivia at the desk' };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

interface Visit extends BrowserContextOptions {
  /** Over which line, when it isn't the direct one; what fails on it is no problem of the page. */
  url?: string;
}

/** A sandbox, the application with its panel, an account of the owner's that knows her chat, and a browser. */
export class PanelStage {
  /** What the pages complained about: errors, violations of the policy, texts that are missing. */
  readonly problems: string[] = [];

  private constructor(
    readonly stage: Stage,
    readonly app: BellhopProcess,
    private readonly browser: Browser,
  ) {}

  static async open(environment: Record<string, string> = {}): Promise<PanelStage> {
    const stage = await Stage.open();
    const app = await stage.startApp({ API_RATE_LIMIT: '100000', ...environment });
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
    const panel = new PanelStage(stage, app, browser);
    await stage.people.start(OWNER);
    await stage.people.waitForMessage(OWNER, 'Hello, Olivia');
    await panel.addAccount({ ...OLIVIA, role: 'owner', telegramId: OWNER });
    return panel;
  }

  /** The API as a program uses it, in the name of the first account. */
  async call<Answer = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer> {
    const send = async (route: string, content: unknown, token?: string, verb = 'POST') => {
      const response = await fetch(`${this.app.url}/api/v1${route}`, {
        method: verb,
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        ...(content !== undefined && { body: JSON.stringify(content) }),
      });
      if (!response.ok) throw new Error(`${verb} ${route}: ${await response.text()}`);
      return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
    };
    const { accessToken } = await send('/auth/login', { username: 'owner', password: 'opened by the tests' });
    return (await send(path, body, accessToken as string, method)) as Answer;
  }

  async addAccount(account: { username: string; password: string; role: string; telegramId?: number }): Promise<void> {
    await this.call('POST', '/admins', account);
  }

  /** A browser of its own at the panel's door, with nobody signed in. */
  async visit({ url = this.app.url, ...options }: Visit = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problems.push(error.stack ?? error.message));
    page.on('console', (message) => {
      const text = message.text();
      // The browser itself notes every answer that is no success; the pages show those to people.
      if (text.startsWith('Failed to load resource')) return;
      if (message.type() === 'error' || /Missing translation/i.test(text)) this.problems.push(text);
    });
    await page.goto(`${url}/admin/`);
    await page.getByLabel('Name').waitFor();
    return page;
  }

  /** The panel with somebody signed in. */
  async enter({ as = OLIVIA, ...visit }: Visit & { as?: typeof OLIVIA } = {}): Promise<Page> {
    const page = await this.visit(visit);
    await signIn(page, as);
    await page.locator('#main-content').waitFor();
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stage.close();
    expect(this.problems).toEqual([]);
  }
}

export async function signIn(page: Page, { username, password }: typeof OLIVIA): Promise<void> {
  await page.getByLabel('Name').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Keeps a picture of the whole page where SCREENSHOT_DIR says, for a person to look at; else does nothing. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOT_DIR;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Sentences about what axe finds wrong and calls serious or worse; empty when all is well. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => 0)))');
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
}
