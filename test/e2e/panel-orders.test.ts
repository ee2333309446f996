import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { noise } from './support/library';
import { completeWith, orderIdOf, orderWith, told } from './support/orders';
import { describeInBrowser, expectAccessible, handsOn, look, LOOKS, PanelStage } from './support/panel';
import { ANN, OWNER } from './support/stage';

const HOSTILE = '<img src=x onerror="document.title=1"> \u202Eright to left\u202C';

const aPhoto = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#3b82f6' } })
    .jpeg()
    .toBuffer();

describeInBrowser('products and orders, in the panel', () => {
  let panel: PanelStage;
  let page: Page;

  beforeAll(async () => {
    panel = await PanelStage.open({ MAX_RETRIES: '0' });
  }, 120_000);
  afterAll(() => panel.close());
  afterEach(() => page?.context().close());

  const { open, goTo, row, press, confirm } = handsOn(() => page);

  it('adds a product whose pattern was tried, changes it, and switches it off and on', async () => {
    page = await panel.enter();
    await open('Products');
    await page.getByText('There are no products yet').waitFor();
    await page.getByRole('link', { name: 'Add a product' }).click();
    await page.getByLabel('Code').fill('a100');
    await page.getByLabel('Name').fill('Flyer');
    const series = page.getByLabel('Try a series');
    await page.getByLabel('Pattern').fill('[A-Z');
    await page.getByText('This is not a pattern yet').waitFor();
    await page.getByLabel('Pattern').fill('(?i)[A-Z]{2}-\\d{4}');
    await series.fill('ab-123');
    await page.getByText('This series is refused').waitFor();
    await series.fill('ab-1234');
    await page.getByText('This series is taken').waitFor();
    await look(page, 'product-new');
    await press('Save');
    await row('A100').getByText('can be ordered').waitFor();

    await row('A100').click();
    await page.waitForURL(/A100$/);
    await page.getByRole('textbox', { name: 'Name' }).fill(HOSTILE);
    await press('Save');
    await row('<img src=x').waitFor();
    expect(await page.title()).not.toBe('1');

    await row('A100').click();
    await press('Switch off');
    await page.getByRole('dialog').getByText('can not be ordered any more').waitFor();
    await confirm('Switch off');
    await page.getByText('A100 is switched off.').waitFor();
    await press('Switch on');
    await page.getByText('A100 can be ordered again.').waitFor();
  });

  it('shows an order from the chat with its media, and leads to it by filters that are in the address', async () => {
    const { people } = panel.stage;
    await people.start(ANN);
    const sent = await people.sendMedia(ANN, 'photo', { bytes: await aPhoto() }, { caption: 'A100' });
    const question = await people.waitForMessage(ANN, 'Now send me the series', { since: sent });
    await completeWith(panel.stage, ANN, 'AB-1234');
    const id = orderIdOf(question);

    page = await panel.enter();
    await open('Products');
    await row('A100').click();
    await page.getByRole('link', { name: 'Its orders' }).click();
    await row(`#${id}`).getByText('Complete').waitFor();
    await row(`#${id}`).getByRole('link', { name: 'Ann', exact: true }).waitFor();
    expect(decodeURIComponent(page.url())).toContain('"productCode":"A100"');
    await page.reload();
    await row(`#${id}`).click();
    await page.getByText('AB-1234').waitFor();
    await page
      .locator('dd')
      .filter({ hasText: `Ann ${ANN}` })
      .waitFor();
    const picture = page.getByRole('img', { name: /small picture/ });
    await picture.waitFor();
    await page.waitForFunction('document.querySelector("#main-content li img")?.naturalWidth > 0');
    const download = page.waitForEvent('download');
    await press('Download');
    expect((await download).suggestedFilename()).not.toBe('');
    await look(page, 'order-complete');
  });

  it('says why an order failed, tries it again when asked, and shows it arrive', async () => {
    const { people } = panel.stage;
    const fault = await people.addFault({
      match: { method: 'getFile' },
      effect: { kind: 'status', status: 400, description: 'Bad Request: wrong file_id' },
    });
    const question = await orderWith(panel.stage, ANN, noise(400, 'failing'), { caption: 'A100' });
    const id = orderIdOf(question);
    await told(panel.stage, OWNER, `Order #${id} failed`);
    await people.removeFault(fault.id);

    page = await panel.enter();
    await open('Orders');
    await page.getByLabel('State').click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await row('Complete').waitFor({ state: 'detached' });
    await row(`#${id}`).getByText('Telegram no longer has this file').waitFor();
    await look(page, 'orders-failed');
    await row(`#${id}`).click();
    await page.waitForURL(/\/show$/);
    await page.getByText('Telegram no longer has this file').waitFor();
    await look(page, 'order-failed');
    await press('Try again');
    await page.getByText('What is missing is being fetched again.').waitFor();
    await page.getByText('Received').waitFor();

    await press('Cancel the order');
    await page.getByRole('dialog').getByText('let go of for good').waitFor();
    await confirm('Cancel the order');
    await page.getByText('The order is cancelled.').waitFor();
  });

  it('lists the job that failed, why, and runs it again', async () => {
    page = await panel.enter();
    await goTo('/jobs?queue=orders&state=failed');
    const job = page.getByRole('listitem').filter({ hasText: 'orders.fetch-media' });
    await job.getByText('order media failed: rejected').waitFor();
    await look(page, 'jobs-failed');
    await job.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The job runs again.').waitFor();
    await page.getByText('Nothing has failed').waitFor();
    await page.getByRole('tab', { name: 'Done' }).click();
    await job.first().waitFor();
  });

  it('shows somebody who may only read no button that changes anything', async () => {
    page = await panel.enter({ as: await panel.addSomebodyWhoMay(['products:read', 'orders:read']) });
    await open('Products');
    await row('A100').waitFor();
    await expect(page.getByRole('link', { name: 'Add a product' }).count()).resolves.toBe(0);
    await open('Orders');
    // The products are shown, too, until the orders are there.
    await row('AB-1234').first().click();
    await page.waitForURL(/\/show$/);
    // Whoever may not see people reads no names either.
    await page
      .locator('dd')
      .filter({ hasText: String(ANN) })
      .waitFor();
    await expect(page.getByText('Ann', { exact: true }).count()).resolves.toBe(0);
    await expect(page.getByRole('button', { name: /Try again|Cancel the order/ }).count()).resolves.toBe(0);
    await goTo('/products/A100');
    await page.getByText("You don't have the right permissions").waitFor();
  });

  it.each(LOOKS)('is accessible %s, without scrolling sideways', async (how, lights, options) => {
    page = await panel.enter(options);
    for (const path of ['/products', '/products/create', '/products/A100', '/orders', '/orders/1/show']) {
      await goTo(path);
      await page.locator('#main-content :is(table, form, dl, ul)').first().waitFor();
      await expectAccessible(page, `${path} ${how}`, lights);
    }
  });

  it('speaks Russian and Uzbek', async () => {
    page = await panel.enter();
    await goTo('/orders/2/show');
    for (const [from, to, state] of [
      ['English', 'Русский', 'Отменён'],
      ['Русский', 'Oʻzbekcha', 'Bekor qilingan'],
    ] as const) {
      await page.getByRole('button', { name: from }).click();
      await page.getByRole('menuitem', { name: to }).click();
      await page.getByText(state).waitFor();
    }
  });
});
