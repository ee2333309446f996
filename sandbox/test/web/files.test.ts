import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type Page } from 'playwright-core';
import { type SeenMedia } from '../../src';
import { describeInBrowser } from './support/browser';
import { PersonColumn } from './support/person-column';
import { openStage, type Stage } from './support/stage';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describeInBrowser('files in the web chat', () => {
  let stage: Stage;
  let page: Page;
  let olivia: PersonColumn;
  let picture: Buffer;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    page = await stage.visit();
    olivia = new PersonColumn(page, 'Olivia Owner');
    await olivia.begin();
    picture = await page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 640, height: 400 } });
  });
  afterEach(() => page.context().close());

  const send = () => page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  const bytesOf = async (media: SeenMedia | undefined) =>
    buffer(await stage.sandbox.control.downloadFile(media?.fileUniqueId ?? 'none'));
  const sentMedia = async () => {
    const { items } = await stage.sandbox.control.listMessages(1001);
    return items.filter(({ outgoing, media }) => outgoing && media);
  };

  it('sends a dropped file byte for byte, with its caption, and gives it back', async () => {
    const content = randomBytes(300_000);
    await olivia.drop([{ name: 'plan — "x" <b>.bin', type: 'application/octet-stream', content }], 'documents');
    await page.getByRole('textbox', { name: 'Caption' }).fill('the plan');
    await send();
    await olivia.sees('got document of 300000 bytes');
    const message = olivia.messages.filter({ has: page.getByRole('link', { name: /plan/ }) }).last();
    const [download] = await Promise.all([page.waitForEvent('download'), message.getByRole('link').click()]);
    expect(sha256(await buffer(await download.createReadStream()))).toBe(sha256(content));
    expect(stage.bot.received('message').at(-1)?.document?.file_name).toBe('plan — "x" <b>.bin');
  });

  it('sends a picture as a photo, and the same picture as a file when asked', async () => {
    await olivia.drop([{ name: 'view.jpg', type: 'image/jpeg', content: picture }], 'media');
    await send();
    await olivia.sees('got photo of');
    await olivia.messages.getByRole('button', { name: 'Enlarge photo' }).last().click();
    await page.getByRole('dialog', { name: 'Photo' }).getByRole('img', { name: 'Photo, enlarged' }).waitFor();
    await page.keyboard.press('Escape');

    await olivia.drop([{ name: 'view.jpg', type: 'image/jpeg', content: picture }], 'media');
    await page.getByRole('switch', { name: /Send as files/ }).click();
    await send();
    await olivia.sees(`got document of ${picture.length} bytes`);
    const document = (await sentMedia()).at(-1)?.media;
    expect(document).toMatchObject({ kind: 'document', fileName: 'view.jpg' });
    expect(document?.thumbnail?.width).toBe(320);
  });

  it('turns a PNG into the JPEG that Telegram’s apps would send', async () => {
    const png = await page.screenshot({ type: 'png', clip: { x: 0, y: 0, width: 200, height: 100 } });
    await olivia.drop([{ name: 'drawing.png', type: 'image/png', content: png }], 'media');
    await page.getByRole('textbox', { name: 'Caption' }).fill('a drawing');
    await send();
    await olivia.sees(/got photo of \d+ bytes a drawing/);
    const photo = (await sentMedia()).at(-1)?.media;
    const bytes = await bytesOf(photo);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(photo).toMatchObject({ kind: 'photo', width: 200, height: 100 });
  });

  it('sends several pictures as one album', async () => {
    const files = ['a.jpg', 'b.jpg', 'c.jpg'].map((name, index) => ({
      name,
      type: 'image/jpeg',
      content: Buffer.concat([picture, Buffer.from([index])]),
    }));
    await olivia.drop(files, 'media');
    await page.getByRole('dialog', { name: 'Send 3 files' }).waitFor();
    await send();
    await olivia.messages.getByRole('group', { name: 'Album of 3' }).last().waitFor();
    const album = (await sentMedia()).slice(-3);
    expect(new Set(album.map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
  });

  it('takes files from the picker and pictures from the clipboard', async () => {
    await olivia.root
      .locator('input[data-files="documents"]')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
    await send();
    await olivia.sees('got document of 5 bytes');

    await olivia.field.focus();
    await page.evaluate(
      `(() => { const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], 'image.jpg', { type: 'image/jpeg' }));
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })); })()`,
    );
    await send();
    await olivia.sees(`got photo of ${picture.length} bytes`);
  });

  it('records a voice message as OGG/Opus that can be played', async () => {
    await olivia.root.getByRole('button', { name: 'Record a voice message' }).click();
    await olivia.root.getByRole('timer').getByText('0:01').waitFor();
    await olivia.root.getByRole('button', { name: 'Send voice message' }).click();
    await olivia.sees(/got voice of \d{4,} bytes/);
    const voice = (await sentMedia()).at(-1)?.media;
    expect(voice).toMatchObject({ kind: 'voice', mimeType: 'audio/ogg' });
    const bytes = await bytesOf(voice);
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(28, 36).toString()]).toEqual(['OggS', 'OpusHead']);

    const seconds = await page.evaluate(
      `(async () => { const bytes = await (await fetch('/sandbox/api/files/${voice?.fileUniqueId}')).arrayBuffer();
        return (await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(bytes)).duration; })()`,
    );
    expect(seconds).toBeGreaterThan(0.9);
    await olivia.messages.getByRole('button', { name: 'Play: Voice message from You' }).last().click();
    await olivia.messages.getByRole('button', { name: 'Pause: Voice message from You' }).last().waitFor();
  });

  it('throws a recording away without sending it', async () => {
    const before = stage.bot.received('message').length;
    await olivia.root.getByRole('button', { name: 'Record a voice message' }).click();
    await olivia.root.getByRole('button', { name: 'Throw the recording away' }).click();
    await olivia.say('instead of a voice');
    await olivia.sees('You said: instead of a voice');
    expect(stage.bot.received('message').length).toBe(before + 1);
  });

  it('calls a broken picture a document', async () => {
    await olivia.drop([{ name: 'broken.jpg', type: 'image/jpeg', content: Buffer.from('no picture') }], 'media');
    await send();
    await olivia.sees('got document of 10 bytes');
  });
});
