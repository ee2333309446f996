import { eventually } from './support/eventually';
import { cardOf, findAndDownload, noise, sha256, untilProcessed, upload } from './support/library';
import { ANN, BOB, OWNER, Stage } from './support/stage';

describe('the file library, from upload to download', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    await stage.startApp();
  });

  afterAll(() => stage.close());

  const handbook = {
    title: 'Guest handbook',
    tags: 'hotel, rules',
    fileName: 'scan0001.pdf',
    bytes: noise(300_000, 'handbook'),
  };

  it('gives an uploaded file its title as name, the default thumbnail, and keeps every byte', async () => {
    const { people } = stage;
    const command = await people.sendText(OWNER, '/set_thumb');
    const ask = await people.waitForMessage(OWNER, 'Send me a photo', { since: command });
    const photo = await people.sendMedia(OWNER, 'photo', { bytes: await samplePhoto() }, { width: 640, height: 640 });
    expect(ask.text).toContain('every file wears');
    await people.waitForMessage(OWNER, 'will wear this picture', { since: photo });

    await upload(stage, handbook);
    await untilProcessed(stage, 'Guest handbook');

    const delivered = await findAndDownload(stage, ANN, 'guest handbook', 'Guest handbook');
    expect(delivered.media).toMatchObject({ kind: 'document', fileName: 'Guest handbook - Bellhop.pdf' });
    expect(delivered.media?.thumbnail?.width).toBeLessThanOrEqual(320);
    expect(delivered.media?.thumbnail?.height).toBeLessThanOrEqual(320);
    const bytes = await people.downloadFile(delivered.media?.fileUniqueId ?? '');
    expect(await sha256(bytes)).toBe(await sha256(handbook.bytes));
  });

  it('leaves no helper message in the chat of the person who uploaded', async () => {
    const { items } = await stage.people.listMessages(OWNER, undefined, { limit: 500 });
    const filesFromBot = items.filter((message) => !message.outgoing && message.media?.kind === 'document');
    expect(filesFromBot).toEqual([]);
  });

  it.each([
    ['a typing error', 'handbok'],
    ['another word order', 'handbook guest'],
    ['a prefix', 'gue'],
    ['a tag', 'hotel'],
    ['Cyrillic letters', 'гуест'],
  ])('is found with %s', async (_how, text) => {
    const delivered = await findAndDownload(stage, BOB, text, 'Guest handbook');
    expect(delivered.media?.fileName).toBe('Guest handbook - Bellhop.pdf');
  });

  it('counts each delivery once', async () => {
    // A delivery is counted after it has arrived: the last one perhaps only now.
    await eventually(async () => !(await cardOf(stage, 'Guest handbook')).text.includes('5 downloads'), {
      everyMs: 2_000,
    });
    expect((await cardOf(stage, 'Guest handbook')).text).toContain('6 downloads');
  });

  it('refuses the same file twice and points to the one that is there', async () => {
    const { people } = stage;
    const first = await people.sendDocument(OWNER, { bytes: noise(1000, 'twin') }, { fileName: 'twin.txt' });
    const command = await people.sendText(OWNER, '/upload');
    await people.waitForMessage(OWNER, 'New file', { since: command });
    const [copy] = await people.sendMessage(OWNER, { forward: { messageId: first.messageId } });
    await people.waitForMessage(OWNER, 'What is its title', { since: copy });
    const title = await people.sendText(OWNER, 'Twin');
    await people.waitForMessage(OWNER, 'Send tags', { since: title });
    const skip = await people.sendText(OWNER, '/skip');
    await people.waitForMessage(OWNER, 'is saved', { since: skip });

    const again = await people.sendText(OWNER, '/upload');
    await people.waitForMessage(OWNER, 'New file', { since: again });
    const [second] = await people.sendMessage(OWNER, { forward: { messageId: first.messageId } });
    const refusal = await people.waitForMessage(OWNER, 'already in the library', { since: second });
    expect(refusal.text).toContain('Twin');
    await people.sendText(OWNER, '/cancel');
  });

  it('refuses programs, and says why', async () => {
    const { people } = stage;
    const command = await people.sendText(OWNER, '/upload');
    await people.waitForMessage(OWNER, 'New file', { since: command });
    const sent = await people.sendDocument(OWNER, { bytes: noise(100, 'exe') }, { fileName: 'setup.EXE' });
    const refusal = await people.waitForMessage(OWNER, 'programs could harm', { since: sent });
    expect(refusal.text.toLowerCase()).toContain('exe');
    await people.sendText(OWNER, '/cancel');
  });

  it('shows HTML in a title as text', async () => {
    await upload(stage, { title: '<b>Bold</b> & "quoted"', fileName: 'html.txt', bytes: noise(500, 'html') });
    await untilProcessed(stage, '<b>Bold</b>');
    const delivered = await findAndDownload(stage, ANN, 'bold quoted', '<b>Bold</b>');
    expect(delivered.text).toContain('<b>Bold</b> & "quoted"');
  });

  it('takes an album item by item', async () => {
    const { people } = stage;
    const command = await people.sendText(OWNER, '/upload');
    await people.waitForMessage(OWNER, 'New file', { since: command });
    const [first] = await people.sendMessage(
      OWNER,
      {
        media: [
          { kind: 'document', file: 'attach://one', fileName: 'part-one.txt' },
          { kind: 'document', file: 'attach://two', fileName: 'part-two.txt' },
        ],
      },
      [
        { name: 'one', content: { bytes: noise(200, 'one') } },
        { name: 'two', content: { bytes: noise(200, 'two') } },
      ],
    );
    await people.waitForMessage(OWNER, 'What is its title', { since: first });
    for (const title of ['Part one', 'Part two']) {
      const sentTitle = await people.sendText(OWNER, title);
      await people.waitForMessage(OWNER, 'Send tags', { since: sentTitle });
      const skip = await people.sendText(OWNER, '/skip');
      await people.waitForMessage(OWNER, new RegExp(`${title}.* is saved`), { since: skip });
    }
    await findAndDownload(stage, ANN, 'part two', 'Part two');
  });

  it('is found and shared from any chat by inline mode', async () => {
    const { people } = stage;
    const outcome = await people.queryInline(ANN, { query: 'handbok' });
    expect(outcome.results).toHaveLength(1);
    const shared = await people.chooseInlineResult(ANN, {
      inlineQueryId: outcome.inlineQueryId,
      resultId: outcome.results[0]?.id ?? '',
    });
    expect(shared.media?.fileName).toBe('Guest handbook - Bellhop.pdf');
  });
});

async function samplePhoto(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp({ create: { width: 640, height: 640, channels: 3, background: '#0f5c6e' } })
    .jpeg()
    .toBuffer();
}
