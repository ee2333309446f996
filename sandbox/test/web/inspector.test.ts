import { type Locator, type Page } from 'playwright-core';
import { describeInBrowser } from './support/browser';
import { PersonColumn } from './support/person-column';
import { openStage, type Stage } from './support/stage';

describeInBrowser('the inspector of the web chat', () => {
  let stage: Stage;
  let page: Page;
  let olivia: PersonColumn;
  let inspector: Locator;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    page = await stage.visit({ viewport: { width: 1700, height: 900 } });
    olivia = new PersonColumn(page, 'Olivia Owner');
    await olivia.begin();
    await page.getByRole('button', { name: 'Inspector' }).click();
    inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.waitFor();
  });
  afterEach(async () => {
    await stage.sandbox.control.removeFaults();
    await stage.sandbox.control.changeSettings({ flood: 'off' });
    await page.context().close();
  });

  const calls = () => inspector.getByRole('list', { name: 'Calls' }).getByRole('button');

  it('lists calls as they come, filters them, and shows one in full', async () => {
    await olivia.say('inspect me');
    await olivia.sees('You said: inspect me');
    await calls().filter({ hasText: 'sendMessage' }).first().waitFor();
    await inspector.getByRole('searchbox', { name: 'Filter by method' }).fill('mycommands');
    await calls().filter({ hasText: 'sendMessage' }).first().waitFor({ state: 'detached' });
    await inspector.getByRole('searchbox', { name: 'Filter by method' }).fill('sendmess');
    await inspector.getByRole('combobox', { name: 'Filter by chat' }).selectOption({ label: 'Olivia Owner' });
    await calls().first().click();
    const detail = page.getByRole('dialog', { name: 'sendMessage' });
    await detail.getByText('inspect me').waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows only refused calls when asked', async () => {
    await expect(stage.bot.call('sendMessage', { chat_id: 1001, text: '' })).rejects.toThrow(/empty/);
    await inspector.getByRole('button', { name: 'refused' }).click();
    await calls().first().waitFor();
    const outcomes = await calls().allInnerTexts();
    expect(outcomes.every((text) => text.startsWith('400'))).toBe(true);
  });

  it('breaks Telegram by a switch and mends it again', async () => {
    await inspector.getByRole('tab', { name: /Faults/ }).click();
    const down = inspector.getByRole('switch', { name: /Telegram is down/ });
    await down.click();
    await inspector.getByRole('switch', { name: /Telegram is down/, checked: true }).waitFor();
    await expect(stage.bot.call('getMe', {})).rejects.toThrow();
    await down.click();
    await inspector.getByRole('switch', { name: /Telegram is down/, checked: false }).waitFor();
    await olivia.say('are you back?');
    await olivia.sees('You said: are you back?');
  });

  it('makes a fault of one’s own for one chat, counted and ended by itself', async () => {
    await inspector.getByRole('tab', { name: /Faults/ }).click();
    await inspector.getByRole('combobox', { name: 'Method' }).fill('sendMessage');
    await inspector.getByLabel('Status').fill('429');
    await inspector.getByLabel('Retry after').fill('7');
    await inspector.getByLabel('Chat').fill('1001');
    await inspector.getByLabel('How often').fill('1');
    await inspector.getByRole('button', { name: 'Let it happen' }).click();
    await inspector.getByText('sendMessage: 429, retry after 7 s (chat 1001, 1 ×)').waitFor();
    await expect(stage.bot.call('sendMessage', { chat_id: 1001, text: 'x' })).rejects.toThrow(/retry after 7/);
    await stage.bot.call('sendMessage', { chat_id: 1001, text: 'x' });
    await inspector.getByText('sendMessage: 429').waitFor({ state: 'detached' });
  });

  it('switches flood limits on and counts who comes too often', async () => {
    await inspector.getByRole('tab', { name: /Flood/ }).click();
    await inspector.getByRole('switch', { name: /Flood limits/ }).click();
    await inspector.getByRole('switch', { name: /Flood limits/, checked: true }).waitFor();
    await inspector.getByLabel('One chat, per second').fill('0.01');
    await inspector.getByLabel('One chat, at once').fill('2');
    await inspector.getByRole('button', { name: 'Apply' }).click();
    await inspector.locator('input[aria-label="One chat, at once"][value="2"]').waitFor();
    const send = () => stage.bot.call('sendMessage', { chat_id: 1001, text: 'again' });
    await send();
    await send();
    await expect(send()).rejects.toThrow(/Too Many Requests/);
    await inspector.locator('.counter', { hasText: 'refused per chat' }).getByText('1').waitFor();
  });

  it('moves between its tabs by the arrow keys', async () => {
    await inspector.getByRole('tab', { name: 'Calls' }).focus();
    await page.keyboard.press('ArrowRight');
    await inspector.getByRole('tab', { name: /Faults/, selected: true }).waitFor();
    await inspector.getByRole('tabpanel', { name: /Faults/ }).waitFor();
  });
});
