import type { Page } from 'playwright-core';
import {
  type Account,
  describeInBrowser,
  expectAccessible,
  handsOn,
  look,
  LOOKS,
  PanelStage,
  widthBeyond,
} from './support/panel';
import { ANN, OWNER } from './support/stage';

const HOSTILE = '<img src=x onerror="document.title=1"> \u202Eright to left\u202C';
/** More than any name may be long, as somebody may try. */
const LOUD = '🎉'.repeat(2_048);
const HENRY = 301;
const LOU = 302;
const READS = ['users:read', 'accounts:read', 'roles:read', 'audit:read', 'transcription:read', 'stats:read'];

describeInBrowser('the panel, about people', () => {
  let panel: PanelStage;
  let page: Page;
  let reader: Account;

  beforeAll(async () => {
    panel = await PanelStage.open();
    const { people } = panel.stage;
    await people.addPerson({ id: HENRY, firstName: HOSTILE, lastName: LOUD, languageCode: 'en' });
    await people.addPerson({ id: LOU, firstName: LOUD, languageCode: 'en' });
    for (const id of [ANN, HENRY, LOU]) await people.start(id);
    await people.waitForMessage(ANN, 'Hello, Ann');
    for (const id of [HENRY, LOU]) await people.waitForMessage(id, 'Hello');
    reader = await panel.addSomebodyWhoMay(READS, 'reader', HOSTILE);
  }, 120_000);
  afterAll(() => panel.close());
  afterEach(() => page?.context().close());

  const { goTo, row, press, confirm, agree } = handsOn(() => page);
  const told = (text: string) => page.getByRole('alert').filter({ hasText: text }).waitFor();
  const choose = async (field: string, option: string) => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  it('finds somebody, shuts them out and lets them in again, and shows everything that happened to them', async () => {
    page = await panel.enter();
    await goTo('/users');
    await page.getByPlaceholder('Search').fill('@ann');
    await page.waitForURL(/ann/);
    await row('@ann').click();
    await page.getByText('Wrote or pressed').first().waitFor();

    await press('Shut out');
    await page.getByRole('dialog').getByText('is dropped').waitFor();
    await confirm('Shut out');
    await page.getByRole('button', { name: 'Let in again' }).waitFor();
    await look(page, 'person-shut-out');
    await goTo('/users?filter=%7B%22blocked%22%3Atrue%7D');
    await row('Ann').click();
    await page.getByText('Person: shut out').waitFor();
    await press('Let in again');
    await confirm('Let in again');
    await page.getByRole('button', { name: 'Shut out' }).waitFor();

    await press('Change the language');
    await choose('Language', 'Русский');
    await confirm('Change the language');
    await page.locator('dd').filter({ hasText: 'Русский' }).waitFor();
    await press('Change the role');
    await choose('Role', 'reader');
    await confirm('Change the role');
    await page.getByText('Person: role changed').waitFor();
  });

  it('shows names as they are, whatever they hold', async () => {
    page = await panel.enter();
    await goTo('/users');
    await row('<img src=x').click();
    await page.locator('dd').filter({ hasText: '<img src=x' }).waitFor();
    await look(page, 'person-hostile');
    await goTo(`/users/${LOU}/show`);
    await page.locator('dd').filter({ hasText: '🎉🎉🎉' }).waitFor();
    await expect(page.title()).resolves.not.toBe('1');
    expect(await widthBeyond(page)).toBe(0);
  });

  it('adds an account by the rules, changes what it may do, and takes it away again', async () => {
    page = await panel.enter();
    await goTo('/admins');
    await page.getByRole('link', { name: 'Add an admin' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Vera');
    await page.locator('input[name=password]').fill('too short');
    await choose('Role', 'reader');
    await press('Save');
    await page.getByText('Must be 10 characters at least').waitFor();
    await look(page, 'admin-refused');
    await page.locator('input[name=password]').fill('long enough a password');
    await press('Save');
    await page.getByText('Not linked to anybody').waitFor();

    await press('Link to Telegram');
    await page.getByRole('dialog').getByRole('textbox').fill('999999');
    await confirm('Link to Telegram');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await look(page, 'admin-link-refused');
    await page.getByRole('dialog').getByRole('textbox').fill(String(LOU));
    await confirm('Link to Telegram');
    await press('Unlink from Telegram');
    await agree('Unlink from Telegram');
    await page.getByText('Not linked to anybody').waitFor();

    await press('Give a new password');
    await page.getByRole('dialog').locator('input').fill('another good password');
    await agree('Give a new password');
    await page.getByText('vera has a new password').waitFor();
    await press('End all sessions');
    await agree('End all sessions');
    await page.getByText('vera is signed out everywhere').waitFor();
    await press('Deactivate');
    await agree('Deactivate');
    await page.getByText('Deactivated').waitFor();
    await press('Activate');
    await agree('Activate');
    await press('Remove');
    await page.getByRole('dialog').getByText('for good').waitFor();
    await confirm('Remove');
    await told('vera is removed.');
  });

  it('keeps roles in words, and says why one can not be removed', async () => {
    page = await panel.enter();
    await goTo('/roles');
    await page.getByRole('link', { name: 'Add a role' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('curator');
    await page.getByLabel('Upload and change files').check();
    await press('Save');
    await page.getByRole('listitem').filter({ hasText: 'Upload and change files' }).waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('See files').check();
    await press('Save');
    await page.getByRole('listitem').filter({ hasText: 'See files' }).waitFor();
    await press('Remove');
    await confirm('Remove');
    await told('The role curator is removed.');

    await row('reader').click();
    await page.getByRole('listitem').filter({ hasText: 'Read the audit log' }).waitFor();
    await press('Remove');
    await confirm('Remove');
    await page.getByText('Somebody still has the role').waitFor();
    await goTo('/roles/owner/show');
    await page.getByText('can not be changed').waitFor();
    await expect(page.getByRole('button', { name: 'Remove' }).count()).resolves.toBe(0);
  });

  it('tells from the audit log who changed what, with what was before and after', async () => {
    await panel.call('PATCH', `/users/${ANN}`, { language: 'uz' });
    page = await panel.enter();
    await goTo('/audit');
    const change = row('Person: language changed').first();
    await change.locator('del').waitFor();
    await expect(change.locator('ins').textContent()).resolves.toBe('uz');

    await choose('Kind of thing', 'Role');
    await page.waitForURL(/targetKind/);
    await row('Person: language changed').first().waitFor({ state: 'detached' });
    await row('Role: created').filter({ hasText: '<img src=x' }).waitFor();
    await page.reload();
    await row('Role: created').first().waitFor();
    await expect(row('Person:').count()).resolves.toBe(0);
  });

  it('shows somebody who may only read no button that changes anything, and the API refuses', async () => {
    page = await panel.enter({ as: reader });
    for (const [path, shown] of [
      [`/users/${ANN}/show`, 'What happened'],
      ['/admins', 'olivia'],
      ['/roles', 'reader'],
      ['/roles/reader/show', 'What it permits'],
      ['/audit', 'Account: created'],
      ['/transcription', 'Nobody waits'],
    ] as const) {
      await goTo(path);
      await page.locator('#main-content').getByText(shown).first().waitFor();
      const changing = page
        .locator('#main-content')
        .getByRole('button', { name: /Shut out|Change|Remove|Deactivate|password|Link|Cancel/ });
      expect({ path, buttons: await changing.count() }).toEqual({ path, buttons: 0 });
    }
    for (const path of ['/admins/create', '/roles/create', '/roles/reader']) {
      await goTo(path);
      await page.getByText("You don't have the right permissions").waitFor();
    }
    for (const [method, path, body] of [
      ['POST', `/users/${ANN}/block`, undefined],
      ['PUT', `/users/${ANN}/role`, { role: 'reader' }],
      ['POST', '/admins', { username: 'mallory', password: 'long enough a password', role: 'reader' }],
      ['POST', '/roles', { name: 'mallory', permissions: [] }],
    ] as const) {
      const { status } = await panel.request(reader, method, path, body);
      expect({ method, path, status }).toEqual({ method, path, status: 403 });
    }
  });

  it.each(LOOKS)('is accessible %s, without scrolling sideways', async (how, lights, options) => {
    const { items } = await panel.call<{ items: { id: string }[] }>('GET', '/admins?q=reader');
    page = await panel.enter(options);
    for (const [name, path, shown] of [
      ['users', '/users', '@ann'],
      ['user', `/users/${HENRY}/show`, 'Wrote or pressed'],
      ['owner', `/users/${OWNER}/show`, 'Wrote or pressed'],
      ['admins', '/admins', 'olivia'],
      ['admin', `/admins/${items[0]?.id}/show`, 'Not linked'],
      ['new-admin', '/admins/create', 'at most 72 bytes'],
      ['roles', '/roles', 'reader'],
      ['role', '/roles/reader/show', 'Read the audit log'],
      ['edit-role', '/roles/reader', 'Read the audit log'],
      ['audit', '/audit', 'Role: created'],
      ['voice', '/transcription', 'Nobody waits'],
    ] as const) {
      await goTo(path);
      await page.locator('#main-content').getByText(shown).first().waitFor();
      await expectAccessible(page, `people-${name} ${how}`, lights);
    }
  });
});
