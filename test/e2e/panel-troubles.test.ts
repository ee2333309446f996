import type { Page } from 'playwright-core';
import { type OpenAiEndpoint, startOpenAiEndpoint } from '../support/openai-endpoint';
import { describeInBrowser, look, PanelStage } from './support/panel';
import { ANN, BOB, OWNER } from './support/stage';
import { sendVoice } from './support/voice';

const CARL = 203;

describeInBrowser('what waits and what went wrong, in the panel', () => {
  let panel: PanelStage;
  let endpoint: OpenAiEndpoint;
  let page: Page;
  let broadcast: number;
  let outage: number;

  beforeAll(async () => {
    endpoint = await startOpenAiEndpoint(null);
    panel = await PanelStage.open({ TRANSCRIPTION_ENGINE: 'openai', OPENAI_BASE_URL: endpoint.baseUrl });
    const { people } = panel.stage;
    await people.addPerson({ id: CARL, firstName: 'Carl', languageCode: 'en' });
    for (const person of [ANN, BOB, CARL]) await people.start(person);
    await people.waitForMessage(CARL, 'Hello, Carl');
    // Telegram is given six tries for each person; they take a minute, during which the other tests run.
    const effect = { kind: 'status', status: 500, description: 'Internal Server Error' } as const;
    outage = (await people.addFault({ match: { method: 'sendMessage', chatId: CARL }, effect })).id;
    const storm = { content: { kind: 'text', html: 'A storm is coming' } };
    broadcast = (await panel.call<{ id: number }>('POST', '/broadcasts', storm)).id;
    await panel.call('POST', `/broadcasts/${broadcast}/start`);
  }, 120_000);
  afterAll(async () => {
    await panel.close();
    await endpoint.close();
  });
  afterEach(() => page?.context().close());

  const goTo = (path: string) => page.goto(`${panel.app.url}/admin${path}`);
  const row = (text: string) => page.getByRole('region', { name: 'In line now' }).getByRole('row', { name: text });
  const stop = async (name: string) => {
    await row(name).getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  };

  it('shows the line of voice notes move up when somebody is taken out of it', async () => {
    const text = JSON.stringify({ text: 'The huts are open.' });
    const answer = {
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: text,
    } as const;
    endpoint.misbehave({ kind: 'hang' }, { kind: 'hang' }, answer);
    page = await panel.enter();
    await goTo('/transcription');
    await page.getByText('Nobody waits.').waitFor();

    await sendVoice(panel.stage, ANN, 'silence.ogg', 4);
    await row('Ann').getByText('At work').waitFor();
    await sendVoice(panel.stage, BOB, 'silence.ogg', 4);
    await row('Bob').getByRole('cell', { name: '1', exact: true }).waitFor();
    await sendVoice(panel.stage, OWNER, 'silence.ogg', 4);
    await row('Olivia').getByRole('cell', { name: '2', exact: true }).waitFor();
    await look(page, 'voice-line');

    await stop('Ann');
    await row('Ann').waitFor({ state: 'detached' });
    await row('Bob').getByText('At work').waitFor();
    await row('Olivia').getByRole('cell', { name: '1', exact: true }).waitFor();
    await stop('Bob');
    await panel.stage.people.waitForMessage(OWNER, 'The huts are open.');
    await page.getByText('Nobody waits.').waitFor();
    await page.locator('table').last().getByRole('row', { name: 'Olivia' }).getByText('Finished').waitFor();
  });

  it('sends once more to those whom a passing failure kept from getting a broadcast', async () => {
    page = await panel.enter();
    await goTo(`/broadcasts/${broadcast}/show`);
    await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 150_000 });
    const carl = page.getByRole('row', { name: 'Carl' });
    await carl.getByText('A failure that may pass').waitFor();
    await look(page, 'broadcast-failed');
    await panel.stage.people.removeFault(outage);
    await page.getByRole('button', { name: 'Retry failed' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('Of the 1 that failed').waitFor();
    await question.getByRole('button', { name: 'Retry failed' }).click();
    await page.getByText('Sent again to 1 person.').waitFor();
    await panel.stage.people.waitForMessage(CARL, 'A storm is coming');
    await carl.getByText('Delivered').waitFor();
    await page.getByRole('button', { name: 'Retry failed' }).waitFor({ state: 'detached' });
  });
});
