import { type Sandbox, startSandbox } from '../../src';
import { type ClientSettings, KINDS, type RunningClient, WEBHOOK_SECRET } from './bot-client';
import { makeBytes, makeJpeg, sha256 } from './media';

const TOKEN = `4242:${'c'.repeat(35)}`;
const BOT_ID = 4242;

type Start = (settings: ClientSettings) => Promise<RunningClient>;

/** What a person does with the bot of {@link RunningClient}, and sees: the same for every client, polling and by webhook. */
export function describeClient(name: string, start: { polling: Start; webhook: Start }): void {
  describe.each(['polling', 'webhook'] as const)(`${name}, %s`, (way) => {
    let sandbox: Sandbox;
    let client: RunningClient;
    let ann: number;

    beforeAll(async () => {
      sandbox = await startSandbox({ bots: [{ token: TOKEN, username: 'client_bot', firstName: 'Client' }] });
      ann = (await sandbox.control.addPerson({ firstName: 'Ann', languageCode: 'uz' })).id;
      const settings = { token: TOKEN, apiRoot: sandbox.url, photo: await makeJpeg(400, 300), bytes: makeBytes(5_000) };
      client = await start[way](settings);
    });

    afterAll(async () => {
      await client.stop();
      await sandbox.close();
    });

    it('answers a command, a button press and edits its message', async () => {
      const started = await sandbox.control.start(ann);
      const menu = await sandbox.control.waitForMessage(ann, 'Hello Ann', { since: started });
      expect(menu.entities).toContainEqual({ type: 'bold', offset: 6, length: 3 });
      const outcome = await sandbox.control.tapButton(ann, menu.messageId, 'Edit');
      expect(outcome).toMatchObject({ answered: true, text: 'Edited!', showAlert: false });
      const edited = await sandbox.control.waitForMessage(ann, 'Changed', { since: menu });
      expect(edited.messageId).toBe(menu.messageId);
    });

    it('downloads what a person uploads', async () => {
      const bytes = makeBytes(300_000);
      const sent = await sandbox.control.sendDocument(ann, { bytes }, { fileName: 'kitob.pdf', caption: 'for you' });
      const answer = await sandbox.control.waitForMessage(ann, 'kitob.pdf', { since: sent });
      expect(answer.text).toBe(`kitob.pdf ${bytes.length} ${sha256(bytes)}`);
    });

    it('sends every kind of media and an album', async () => {
      const asked = await sandbox.control.sendText(ann, '/kinds');
      await sandbox.control.waitForMessage(ann, 'That was all', { since: asked, timeoutMs: 20_000 });
      const { items } = await sandbox.control.listMessages(ann, BOT_ID, { sinceRevision: asked.revision });
      const media = items.filter((message) => message.media);
      expect(media.map((message) => message.media?.kind)).toEqual([...KINDS, 'photo', 'photo']);
      const [first, second] = media.slice(-2);
      expect(first?.mediaGroupId).toBeDefined();
      expect(first?.mediaGroupId).toBe(second?.mediaGroupId);
      const document = media.find((message) => message.media?.kind === 'document');
      expect(document?.text).toBe('a caption');
      const info = await sandbox.control.getFileInfo(document?.media?.fileUniqueId ?? '');
      expect(info).toMatchObject({ sha256: sha256(makeBytes(5_000)), fileName: 'file.pdf' });
    });

    it('answers inline queries, and the chosen result is posted through it', async () => {
      const outcome = await sandbox.control.queryInline(ann, { query: 'tea' });
      expect(outcome.results.map((result) => result.id)).toEqual(['1']);
      const posted = await sandbox.control.chooseInlineResult(ann, {
        inlineQueryId: outcome.inlineQueryId,
        resultId: '1',
      });
      expect(posted).toMatchObject({ text: 'You chose tea', viaBot: 'client_bot' });
    });

    it('receives as it asked to', async () => {
      const webhook = await sandbox.control.getWebhook(BOT_ID);
      expect(webhook.url === '').toBe(way === 'polling');
      const refused = (await sandbox.control.listCalls({ outcome: 'refused' })).map(({ method, description }) => [
        method,
        description,
      ]);
      expect(refused).toEqual([]);
      expect(JSON.stringify(await sandbox.control.listCalls({ limit: 1_000 }))).not.toContain(WEBHOOK_SECRET);
    });
  });
}
