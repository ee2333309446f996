import type { Page } from 'playwright-core';
import { eventually } from './support/eventually';
import { describeInBrowser, look, PanelStage, PHONE, widthBeyond } from './support/panel';
import { PAST_LEDGER, PAST_PERSON, writePast } from './support/panel-past';

const PAGES = [
  ['overview', '/'],
  ['files', '/files'],
  ['file', '/files/3/show'],
  ['upload', '/files/create'],
  ['orders', '/orders'],
  ['order', '/orders/13/show'],
  ['products', '/products'],
  ['product', '/products/PHOTO'],
  ['broadcasts', '/broadcasts'],
  ['ledger', `/broadcasts/${PAST_LEDGER}/show`],
  ['composer', ''],
  ['voice', '/transcription'],
  ['people', '/users'],
  ['person', `/users/${PAST_PERSON}/show`],
  ['channels', '/channels'],
  ['admins', '/admins'],
  ['roles', '/roles'],
  ['role', '/roles/admin/show'],
  ['audit', '/audit'],
  ['jobs', '/jobs?queue=maintenance&state=completed'],
  ['errors', '/errors'],
  ['settings', '/settings'],
  ['account', '/account'],
  ['nowhere', '/no-such-page'],
] as const;

const DESK = { viewport: { width: 1440, height: 900 } };
/** What the page is still waiting for. */
const UNREADY = '.MuiSkeleton-root, .RaLoading-root, [role=progressbar].MuiCircularProgress-root';
/** A table or another part that is scrolled by itself, being wider than its card. */
const SCROLLED = '#main-content [role=group][tabindex="0"]';
/** The address of a text in place of the text. */
const KEY = /\b(resources|panel|dashboard|ra)\.[a-z]+\.[\w.]+/;

describeInBrowser('every page of the panel, with a month behind it', () => {
  let panel: PanelStage;
  let page: Page;
  let draft: number;

  beforeAll(async () => {
    panel = await PanelStage.open();
    await writePast(panel.stage);
    const content = {
      kind: 'text',
      html: '<b>Saturday: the lake.</b>\n\nWe leave at <i>eight</i> from the lobby. Bring <u>a jacket</u> and <tg-spoiler>a good mood</tg-spoiler>.\n<blockquote>Seats for 24.</blockquote>',
    };
    const buttons = [[{ text: 'Take a seat', url: 'https://example.org/lake' }]];
    draft = (await panel.call<{ id: number }>('POST', '/broadcasts', { content, buttons })).id;
    await panel.call('PATCH', '/settings', { 'library.kinds': ['document', 'audio'] });
  }, 120_000);
  afterAll(() => panel.close());
  afterEach(() => page?.context().close());

  it.each([
    ['en', 'day', { ...DESK, colorScheme: 'light' }],
    ['en', 'night', { ...DESK, colorScheme: 'dark' }],
    ['en', 'phone', { ...PHONE, colorScheme: 'light' }],
    ['ru', 'day', { ...DESK, colorScheme: 'light' }],
    ['ru', 'phone', { ...PHONE, colorScheme: 'dark' }],
    ['uz', 'day', { ...DESK, colorScheme: 'light' }],
    ['uz', 'phone', { ...PHONE, colorScheme: 'light' }],
  ] as const)('fits and is all in words: %s, %s', async (locale, when, options) => {
    page = await panel.enter({ ...options, locale });
    for (const [name, path] of PAGES) {
      await page.goto(`${panel.app.url}/admin${name === 'composer' ? `/broadcasts/${draft}` : path}`);
      await page.locator('#main-content :is(h2, table, form, dl, ul, [role=tab], [data-drop])').first().waitFor();
      await eventually(async () => (await page.locator(UNREADY).count()) === 0, {
        describe: () => `${name} stays unready`,
      });
      await look(page, `${locale}-${when}-${name}`);
      const left = KEY.exec(await page.locator('body').innerText())?.[0];
      expect({ name, beyond: await widthBeyond(page), left }).toEqual({ name, beyond: 0, left: undefined });
      // The overview is seen in one glance: nothing of it is cut off.
      if (name === 'overview') {
        const scrolled = page.locator(SCROLLED);
        expect(await scrolled.evaluateAll((parts) => parts.map((part) => part.ariaLabel))).toEqual([]);
      }
    }
  });

  it('says that there is no such page, and leads to the overview', async () => {
    page = await panel.enter({ locale: 'en' });
    await page.goto(`${panel.app.url}/admin/no-such-page`);
    await page.getByRole('heading', { name: 'There is no such page', level: 2 }).waitFor();
    await page.getByRole('link', { name: 'To the overview' }).click();
    await page.getByRole('region', { name: 'Queues' }).waitFor();
  });
});
