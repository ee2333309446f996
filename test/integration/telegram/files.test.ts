import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileTooBig, TelegramTransient } from '../../../src/telegram';
import { openDoor, type DoorOut } from './door-out';
import { FakeBotApi, refuse } from './fake-bot-api';

const MB = 1 << 20;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const sentDocument = () => ({
  message_id: 5,
  chat: { id: 7 },
  document: { file_id: 'NEW', file_unique_id: 'U', file_size: 3 },
});

/** The bytes between a part's head and the next boundary. */
function partOf(raw: Buffer, name: string): Buffer {
  const head = raw.indexOf(`name="${name}"`);
  const start = raw.indexOf('\r\n\r\n', head) + 4;
  return raw.subarray(start, raw.indexOf('\r\n--bellhop-', start));
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('file transfer', () => {
  let fake: FakeBotApi;
  let door: DoorOut;

  beforeEach(async () => {
    fake = await FakeBotApi.start();
    door = await openDoor(fake, { REQUEST_TIMEOUT: '1' });
    fake.on('sendDocument', sentDocument);
  });

  afterEach(async () => {
    await door.module.close();
    await fake.stop();
  });

  it('streams a download into an upload without changing a byte', async () => {
    const original = randomBytes(3 * MB);
    fake.on('getFile', () => ({ file_id: 'F', file_path: 'documents/a b.bin', file_size: original.length }));
    fake.files.set('documents/a%20b.bin', (response) => response.end(original));

    const source = await door.gateway.openFile('F');
    const sent = await door.gateway.uploadFile(7, {
      kind: 'document',
      source,
      fileName: 'Kitob "1" - Bell.pdf',
      thumbnail: Buffer.from('jpeg'),
      captionHtml: '<b>Kitob</b>',
    });

    const { raw, headers } = fake.callsOf('sendDocument')[0]!;
    expect(sent).toEqual({ chatId: 7, messageId: 5, kind: 'document', fileId: 'NEW', fileUniqueId: 'U', sizeBytes: 3 });
    expect(sha256(partOf(raw, 'document'))).toBe(sha256(original));
    expect(Number(headers['content-length'])).toBe(raw.length);
    expect(raw.toString('latin1')).toContain('filename="Kitob %221%22 - Bell.pdf"');
    const reference = partOf(raw, 'thumbnail').toString().replace('attach://', '');
    expect(partOf(raw, reference).toString()).toBe('jpeg');
  });

  it('sends a stream of unknown size in chunks', async () => {
    const bytes = randomBytes(100_000);
    const stream = Readable.from([bytes.subarray(0, 60_000), bytes.subarray(60_000)]);

    await door.gateway.uploadFile(7, { kind: 'document', source: { stream }, fileName: 'a.bin' });

    const { raw, headers } = fake.callsOf('sendDocument')[0]!;
    expect(headers['content-length']).toBeUndefined();
    expect(sha256(partOf(raw, 'document'))).toBe(sha256(bytes));
  });

  it('reads from a source only as fast as the server takes it', async () => {
    let produced = 0;
    const stream = new Readable({
      read() {
        produced += 1;
        this.push(produced <= 512 ? Buffer.alloc(64 * 1024) : null);
      },
    });
    let producedWhenHeld = 0;
    fake.holdBodies(async () => {
      let before = -1;
      while (before !== produced) {
        before = produced;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      producedWhenHeld = produced;
    });

    await door.gateway.uploadFile(7, { kind: 'document', source: { stream, sizeBytes: 32 * MB }, fileName: 'a.bin' });

    expect(produced).toBeGreaterThan(512);
    expect(producedWhenHeld * 64 * 1024).toBeLessThan(12 * MB);
  });

  it('refuses a file above the limit before a byte moves, and ends its stream', async () => {
    const stream = Readable.from([Buffer.alloc(10)]);

    const upload = door.gateway.uploadFile(7, {
      kind: 'document',
      source: { stream, sizeBytes: 51 * MB },
      fileName: 'big.bin',
    });

    await expect(upload).rejects.toMatchObject({ code: 'telegram.file-too-big', limitBytes: 50 * MB });
    expect(stream.destroyed).toBe(true);
    expect(fake.seen).toHaveLength(0);
  });

  it.each([
    ['Telegram says the file is too big to hand out', refuse(400, 'Bad Request: file is too big')],
    ['the file is known to be above the limit', () => ({ file_path: 'a', file_size: 21 * MB })],
  ])('throws FileTooBig when %s', async (_case, answer) => {
    fake.on('getFile', answer);

    await expect(door.gateway.openFile('F')).rejects.toMatchObject({ limitBytes: 20 * MB });
  });

  it('throws FileTooBig when the server refuses an upload of unknown size', async () => {
    fake.on('sendDocument', refuse(413, 'Request Entity Too Large'));
    const stream = Readable.from([Buffer.alloc(10)]);

    await expect(
      door.gateway.uploadFile(7, { kind: 'document', source: { stream }, fileName: 'a.bin' }),
    ).rejects.toBeInstanceOf(FileTooBig);
  });

  it('fails the upload with the error of its source, once', async () => {
    const broken = new Error('the disk is gone');
    const stream = new Readable({
      read() {
        this.push(Buffer.alloc(1000));
        this.destroy(broken);
      },
    });

    await expect(
      door.gateway.uploadFile(7, { kind: 'document', source: { stream, sizeBytes: 5000 }, fileName: 'a.bin' }),
    ).rejects.toBe(broken);
  });

  it('breaks a download that stalls in the middle', async () => {
    fake.on('getFile', () => ({ file_path: 'slow.bin', file_size: 1000 }));
    fake.files.set('slow.bin', (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(Buffer.alloc(10));
    });

    const { stream } = (await door.gateway.openFile('F')) as { stream: Readable };

    await expect(readAll(stream)).rejects.toBeInstanceOf(TelegramTransient);
  });

  it('notices a download that ends too early', async () => {
    fake.on('getFile', () => ({ file_path: 'short.bin', file_size: 1000 }));
    fake.files.set('short.bin', (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(Buffer.alloc(10), () => response.destroy());
    });

    const { stream } = (await door.gateway.openFile('F')) as { stream: Readable };

    await expect(readAll(stream)).rejects.toBeInstanceOf(TelegramTransient);
  });

  it('ends an upload when its signal is aborted', async () => {
    const controller = new AbortController();
    const stream = new Readable({ read: () => undefined });
    stream.once('resume', () => undefined);
    const upload = door.gateway.uploadFile(
      7,
      { kind: 'document', source: { stream, sizeBytes: 5000 }, fileName: 'a.bin' },
      { signal: controller.signal },
    );

    controller.abort(new Error('cancelled'));

    await expect(upload).rejects.toThrow('cancelled');
    expect(stream.destroyed).toBe(true);
  });

  it('reads a small file whole, and no more than it may', async () => {
    fake.on('getFile', () => ({ file_path: 'thumb.jpg' }));
    fake.files.set('thumb.jpg', (response) => response.end(Buffer.alloc(1000, 1)));

    await expect(door.gateway.readSmallFile('F', 1000)).resolves.toEqual(Buffer.alloc(1000, 1));
    await expect(door.gateway.readSmallFile('F', 999)).rejects.toBeInstanceOf(FileTooBig);
  });

  it('passes paths instead of bytes on a local Bot API server', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bellhop-files-'));
    const path = join(folder, 'a b.pdf');
    await writeFile(path, 'pdf');
    await door.module.close();
    door = await openDoor(fake, { TELEGRAM_LOCAL_MODE: 'true' });
    fake.on('getFile', () => ({ file_path: path, file_size: 3 }));

    const source = await door.gateway.openFile('F');
    await door.gateway.uploadFile(7, { kind: 'document', source, fileName: 'a.pdf' });

    expect(source).toEqual({ path, sizeBytes: 3 });
    expect(fake.callsOf('sendDocument')[0]?.payload.document).toMatch(/^file:\/\/\/.*a%20b\.pdf$/);
    await expect(door.gateway.readSmallFile('F', 10)).resolves.toEqual(Buffer.from('pdf'));
    await rm(folder, { recursive: true });
  });
});
