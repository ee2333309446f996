import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AxeResults, ImpactValue } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

export const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
} as const;

/** A group of tests in a real browser; where there is none they are skipped, and say so. */
export const describeInBrowser: jest.Describe = existsSync(CHROMIUM) ? describe : describe.skip;
if (!existsSync(CHROMIUM)) {
  process.stderr.write(`No Chromium at ${CHROMIUM} (set CHROMIUM_PATH): pages are not tried in a browser.\n`);
}

/** A browser with a microphone and a camera that are made up, and nothing of its own to say to the network. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/**
 * Sentences about what axe finds wrong with the page once nothing moves on it any more; empty when all is well. With
 * `impacts`, what it calls otherwise doesn't count.
 */
export async function violationsOn(page: Page, impacts?: readonly ImpactValue[]): Promise<string[]> {
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => 0)))');
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impacts?.includes(impact ?? null) ?? true)
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
}

/**
 * By how many pixels the page is wider than the device; 0 when it fits. The window's own width says nothing: a phone shows a
 * page that is too wide from further away.
 */
export async function widthBeyond(page: Page): Promise<number> {
  const device = page.viewportSize()?.width ?? 0;
  return Math.max(0, (await page.evaluate<number>('document.documentElement.scrollWidth')) - device);
}
