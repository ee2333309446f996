import type { Page } from 'playwright-core';
import { noise } from './support/library';
import { describeInBrowser, look, OLIVIA, PanelStage, PHONE, widthBeyond } from './support/panel';
import { orderIdOf } from './support/orders';
import { ANN, OWNER } from './support/stage';

/** HTML, an override of the direction that is never ended, and a word to find it by. */
const HOSTILE = '<img src=x onerror="document.title=1">\u202Eevil';
/** As much as Telegram lets a text hold, and twice that. */
const LOUD = '🎉'.repeat(4_096);
const HENRY = 301;

/**
 * Texts that turn the direction of what stands beside them: those that are not alone in the nearest element, or isolate, that
 * ends their direction.
 */
const LOOSE = `(() => {
  const loose = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!data.includes('\\u202E') || /\\u2068[^\\u2069]*\\u202E[^\\u2069]*\\u2069/.test(data)) continue;
    let element = parentElement;
    while (element && !getComputedStyle(element).unicodeBidi.includes('isolate')) element = element.parentElement;
    const isAlone = element?.tagName === 'BDI' || element?.textContent.trim() === data.trim();
    if (!isAlone && !parentElement.closest('textarea, title, style, script')) loose.push(parentElement.outerHTML.slice(0, 200));
  }
  return loose;
})()`;

describeInBrowser('what people typed, in the panel', () => {
  let panel: PanelStage;
  let page: Page;
  const pages: [path: string, shown: string][] = [];

  beforeAll(async () => {
    panel = await PanelStage.open();
    const { people } = panel.stage;
    await people.addPerson({ id: HENRY, firstName: HOSTILE, lastName: LOUD.slice(0, 64), languageCode: 'en' });
    for (const id of [ANN, HENRY]) await people.start(id);
    await people.waitForMessage(HENRY, 'Hello');

    const file = await upload(HOSTILE + LOUD.slice(0, 120));
    await panel.call('POST', '/products', {
      code: 'EVIL',
      name: HOSTILE + LOUD.slice(0, 40),
      acceptedMedia: ['document'],
      maxFileSizeBytes: 1_000_000,
    });
    const sent = await people.sendDocument(
      HENRY,
      { bytes: noise(300, 'evil') },
      { fileName: `${HOSTILE.replaceAll('/', '')}.pdf`, caption: 'EVIL' },
    );
    const question = await people.waitForMessage(HENRY, 'series', { since: sent });
    const order = orderIdOf(question);
    await people.sendText(HENRY, HOSTILE);
    await people.waitForMessage(HENRY, 'is complete', { since: question });

    const html = `&lt;img src=x onerror="document.title=1"&gt;\u202Eevil ${LOUD}`;
    const buttons = [[{ text: HOSTILE, url: 'https://example.org/' }]];
    const broadcast = await panel.call<{ id: number }>('POST', '/broadcasts', {
      content: { kind: 'text', html },
      buttons,
    });
    await panel.call('POST', '/roles', { name: 'evil', description: HOSTILE, permissions: [] });
    const [bot] = await people.listBots();
    const channel = { title: HOSTILE, username: 'evil_news', creatorId: OWNER, adminBotIds: [bot?.id ?? 0] };
    await people.addChat({ type: 'channel', ...channel });
    const { id: channelId } = await panel.call<{ id: number }>('POST', '/channels', { reference: '@evil_news' });
    pages.push(
      ['/files', 'row'],
      [`/files/${file}/show`, 'dd'],
      ['/orders', 'row'],
      [`/orders/${order}/show`, 'dd'],
      ['/products', 'row'],
      ['/broadcasts', 'row'],
      [`/broadcasts/${broadcast.id}/show`, 'preview'],
      [`/broadcasts/${broadcast.id}`, 'preview'],
      ['/users', 'row'],
      [`/users/${HENRY}/show`, 'dd'],
      ['/roles', 'row'],
      ['/roles/evil/show', 'row'],
      ['/channels', 'row'],
      [`/channels/${channelId}`, 'form'],
      ['/audit', 'row'],
    );
  }, 120_000);
  afterAll(() => panel.close());
  afterEach(() => page?.context().close());

  async function upload(title: string): Promise<number> {
    const signedIn = await fetch(`${panel.app.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(OLIVIA),
    });
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const query = new URLSearchParams({
      title,
      tags: 'evil',
      fileName: 'evil.pdf',
      mimeType: 'application/pdf',
      kind: 'document',
    });
    const response = await fetch(`${panel.app.url}/api/v1/files?${query.toString()}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(noise(2_000, 'evil')),
    });
    const saved = (await response.json()) as { id: number };
    expect(response.status).toBe(201);
    return saved.id;
  }

  it.each([
    ['at a desk', {}],
    ['on a phone', PHONE],
  ] as const)('is words and nothing else, and moves nothing beside it, %s', async (where, options) => {
    page = await panel.enter(options);
    for (const [path, shown] of pages) {
      await page.goto(`${panel.app.url}/admin${path}`);
      const form = page.locator('#main-content form');
      await (shown === 'form' ? form : page.locator('#main-content').getByText('<img src=x').first()).waitFor();
      await look(page, `hostile-${where}-${path}`.replaceAll(/[^a-z0-9]+/gi, '-'));
      expect({
        path,
        beyond: await widthBeyond(page),
        images: await page.locator('img[src="x"]').count(),
        loose: await page.evaluate<string[]>(LOOSE),
        isTaken: (await page.title()) === '1',
      }).toEqual({ path, beyond: 0, images: 0, loose: [], isTaken: false });
    }
  });
});
