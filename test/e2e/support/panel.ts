import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser, PHONE, violationsOn, widthBeyond } from '../../../sandbox/test/web/support/browser';
import { PATIENCE_MS } from '../../support/look-until';
import type { BellhopProcess } from './bellhop-process';
import { eventually } from './eventually';
import { OWNER, Stage } from './stage';

export { describeInBrowser, PHONE, widthBeyond } from '../../../sandbox/test/web/support/browser';

export interface Account {
  username: string;
  password: string;
}

/** Who opened the panel first; the tests' own hands on the API. */
const FIRST: Account = { username: 'owner', password: 'opened by the tests' };
export const OLIVIA: Account = { username: 'olivia', password: 'olivia at the desk' };

/** How people look at the panel: by which light, on which device. */
export const LOOKS = [
  ['at a desk, by day and by night', ['light', 'dark'], {}],
  ['on a phone', ['light'], PHONE],
] as const;

type Light = (typeof LOOKS)[number][1][number];

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
    let browser: Browser | undefined;
    try {
      const app = await stage.startApp({ API_RATE_LIMIT: '100000', ...environment });
      browser = await launchBrowser();
      const panel = new PanelStage(stage, app, browser);
      await stage.people.start(OWNER);
      await stage.people.waitForMessage(OWNER, 'Hello, Olivia');
      await panel.addAccount({ ...OLIVIA, role: 'owner', telegramId: OWNER });
      return panel;
    } catch (error) {
      await browser?.close();
      await stage.close();
      throw error;
    }
  }

  /** The API as a program uses it, in the name of an account. */
  async request(as: Account, method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.send('POST', '/auth/login', as);
    const { accessToken } = (await response.json()) as { accessToken: string };
    return this.send(method, path, body, accessToken);
  }

  /** The same in the name of the first account. Throws when it is refused. */
  async call<Answer = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.request(FIRST, method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (response.status === 204 ? {} : await response.json()) as Answer;
  }

  async addAccount(account: Account & { role: string; telegramId?: number }): Promise<void> {
    await this.call('POST', '/admins', account);
  }

  /** Somebody with a role of that name, which permits no more than this. */
  async addSomebodyWhoMay(permissions: readonly string[], name = 'reader', description?: string): Promise<Account> {
    const account = { username: name, password: 'reads and nothing else' };
    await this.call('POST', '/roles', { name, permissions, description });
    await this.addAccount({ ...account, role: name });
    return account;
  }

  /** A browser of its own at the panel's door, with nobody signed in. */
  async visit(visit: Visit = {}): Promise<Page> {
    const page = await this.newPage(visit);
    await page.goto(`${visit.url ?? this.app.url}/admin/`);
    await page.getByLabel('Name').waitFor();
    return page;
  }

  /** The panel as somebody finds it who has signed in before: the cookie is there. */
  async enter({ as = OLIVIA, ...visit }: Visit & { as?: Account } = {}): Promise<Page> {
    const page = await this.newPage(visit);
    const url = visit.url ?? this.app.url;
    const signedIn = await page.request.post(`${url}/api/v1/auth/login`, { data: { ...as, keep: 'cookie' } });
    if (!signedIn.ok()) throw new Error(`${as.username} can't sign in: ${await signedIn.text()}`);
    await page.goto(`${url}/admin/`);
    await page.locator('#main-content').waitFor();
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stage.close();
    expect(this.problems).toEqual([]);
  }

  private send(method: string, path: string, body?: unknown, token?: string): Promise<Response> {
    return fetch(`${this.app.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  private async newPage({ url: _url, ...options }: Visit): Promise<Page> {
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
    return page;
  }
}

export async function signIn(page: Page, { username, password }: Account): Promise<void> {
  await page.getByLabel('Name').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What people do in the panel again and again, on the page that is open then. */
export function handsOn(page: () => Page) {
  const button = (name: string | RegExp) => page().getByRole('button', { name, exact: true });
  const dialog = () => page().getByRole('dialog');
  const confirm = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
  return {
    /** A section, by its name in the menu. */
    open: (name: string) => page().getByRole('menuitem', { name, exact: true }).click(),
    goTo: (path: string) => page().goto(new URL(`/admin${path}`, page().url()).href),
    row: (text: string) => page().getByRole('row').filter({ hasText: text }),
    button,
    press: (name: string) => button(name).click(),
    /** Presses a button of the dialog that asks back. */
    confirm,
    /** The same, until the dialog is gone. */
    agree: async (name: string) => {
      await confirm(name);
      await dialog().waitFor({ state: 'detached' });
    },
  };
}

/** Keeps a picture of the whole page where SCREENSHOT_DIR says, for a person to look at; else does nothing. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOT_DIR;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

const lightOf = (page: Page): Promise<Light> =>
  page.evaluate(
    `getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every((part) => part < 128) ? 'dark' : 'light'`,
  );

/** Fails when axe finds anything serious on the page by one of these lights, or when the page is wider than the device. */
export async function expectAccessible(page: Page, name: string, lights: readonly Light[] = ['light']): Promise<void> {
  for (const light of lights) {
    await page.emulateMedia({ colorScheme: light });
    await eventually(async () => (await lightOf(page)) === light, {
      describe: () => `${name} stays ${light === 'dark' ? 'light' : 'dark'}`,
    });
    await look(page, `${name}-${light}`.replaceAll(/[^a-z0-9]+/gi, '-'));
    const problems = await violationsOn(page, ['serious', 'critical']);
    expect({ name, light, problems, beyond: await widthBeyond(page) }).toEqual({
      name,
      light,
      problems: [],
      beyond: 0,
    });
  }
}
