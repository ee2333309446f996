import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { FileUpload } from '../../../src/telegram/telegram-gateway';
import { ApiApp } from '../../support/api-app';
import { eventually } from '../../support/eventually';

const STORAGE = -1009;
const LIMIT = 64 * 1024;

/** Telegram as far as uploads go: keeps what arrives, and knows a file again by its bytes. */
class Telegram {
  readonly files: { chatId: number; fileName: string; bytes: Buffer }[] = [];
  readonly deleted: number[] = [];
  begun = 0;
  broken = 0;

  async uploadFile(chatId: number, { kind, fileName, source }: FileUpload) {
    if (!('stream' in source)) throw new Error('uploads come as streams');
    this.begun += 1;
    const bytes = await buffer(source.stream).catch((error: unknown) => {
      this.broken += 1;
      throw error;
    });
    this.files.push({ chatId, fileName, bytes });
    const digest = createHash('sha256').update(bytes).digest('hex');
    const messageId = this.files.length;
    return { chatId, messageId, kind, fileId: `id-${digest}`, fileUniqueId: digest, sizeBytes: bytes.length };
  }

  async deleteMessage(_chatId: number, messageId: number): Promise<void> {
    this.deleted.push(messageId);
  }
}

describe('an upload by HTTP', () => {
  let api: ApiApp;
  let token: string;
  let telegram: Telegram;
  const gateway = {
    uploadFile: (...args: Parameters<Telegram['uploadFile']>) => telegram.uploadFile(...args),
    deleteMessage: (chatId: number, messageId: number) => telegram.deleteMessage(chatId, messageId),
  };

  beforeAll(async () => {
    const environment = {
      ROLES: 'api',
      STORAGE_CHAT_ID: String(STORAGE),
      TELEGRAM_MAX_UPLOAD_BYTES: String(LIMIT),
    };
    api = await ApiApp.start({ environment, gateway });
    token = await api.signIn();
  });
  beforeEach(() => {
    telegram = new Telegram();
  });
  afterAll(() => api.close());

  const upload = (query: Record<string, string>, bytes: Buffer | string, type = 'application/octet-stream') => {
    const search = new URLSearchParams({ title: 'A file', fileName: 'a.pdf', ...query }).toString();
    return api.call('POST', `/files?${search}`, { token, raw: { type, bytes } });
  };
  const countFiles = async (): Promise<number> =>
    (await api.call<{ total: number }>('GET', '/files', { token })).body.total;

  /** Sends a request as it stands, for what no decent client would send. Answers all that came back. */
  const sendRaw = (head: string[], body: string, hangUp = false): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', (error) => (answer === '' && !hangUp ? reject(error) : undefined));
      const headers = ['Host: x', `Authorization: Bearer ${token}`, 'Content-Type: application/octet-stream', ...head];
      socket.write(`POST /api/v1/files?title=Raw&fileName=raw.pdf HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
      if (hangUp) {
        void eventually('the upload has begun', () => telegram.begun > 0).then(
          () => socket.destroy(),
          () => socket.destroy(),
        );
      }
    });

  it('is streamed to the storage channel, listed, and in the audit log', async () => {
    const bytes = Buffer.from('the bytes of a book');
    const { status, body } = await upload({ title: 'Book', tags: 'a, b', fileName: 'book.pdf' }, bytes);
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        title: 'Book - Bellhop',
        tags: ['a', 'b'],
        fileName: 'book.pdf',
        sizeBytes: bytes.length,
        kind: 'document',
        // The account has no Telegram id, and the channel that keeps the file did not upload it.
        uploaderId: null,
      },
    });
    expect(JSON.stringify(body)).not.toContain('id-');
    expect(telegram.files).toEqual([{ chatId: STORAGE, fileName: 'book.pdf', bytes }]);
    const { body: log } = await api.call<{ items: object[] }>('GET', '/audit?pageSize=1', { token });
    expect(log.items[0]).toMatchObject({ action: 'file.upload', actor: { name: 'owner' }, targetId: String(body.id) });
  });

  it('of the same bytes again is refused by the entry that has them, and its message removed', async () => {
    const first = await upload({}, 'twice');
    const { status, body } = await upload({ title: 'Other' }, 'twice');
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'media.upload-duplicate' });
    expect(body.detail).toContain(String(first.body.id));
    expect(telegram.deleted).toEqual([2]);
  });

  it('of exactly the limit is taken; one byte more is refused before Telegram hears of it', async () => {
    expect((await upload({}, Buffer.alloc(LIMIT, 1))).status).toBe(201);
    const begun = telegram.begun;
    const { status, body } = await upload({}, Buffer.alloc(LIMIT + 1, 2));
    expect({ status, code: body.code }).toEqual({ status: 413, code: 'telegram.file-too-big' });
    expect(telegram.begun).toBe(begun);
  });

  it('that does not say how long it is ends at the limit all the same', async () => {
    const before = await countFiles();
    const chunk = 'x'.repeat(32 * 1024);
    const chunks = Array.from({ length: 3 }, () => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
    const answer = await sendRaw(['Transfer-Encoding: chunked', 'Connection: close'], `${chunks}0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(telegram).toMatchObject({ begun: 1, broken: 1, files: [] });
    expect(await countFiles()).toBe(before);
  });

  it('whose sender goes away in the middle leaves nothing', async () => {
    const before = await countFiles();
    await sendRaw(['Content-Length: 1000'], 'only a beginning', true);
    await eventually('Telegram sees the upload break', () => telegram.broken === 1);
    expect(telegram.files).toEqual([]);
    expect(await countFiles()).toBe(before);
  });

  it.each([
    ['with its length', ['Content-Length: 0', 'Connection: close'], ''],
    ['in chunks', ['Transfer-Encoding: chunked', 'Connection: close'], '0\r\n\r\n'],
  ])('without a byte is refused, %s', async (_how, head, body) => {
    telegram.uploadFile = async (_chatId, { source }) => {
      if (!('stream' in source)) throw new Error('uploads come as streams');
      await buffer(source.stream);
      throw new Error('Bad Request: file must be non-empty');
    };
    const answer = await sendRaw(head, body);
    expect(answer).toMatch(/^HTTP\/1\.1 422 /);
    expect(answer).toContain('media.upload-missing');
  });

  it('is bytes and nothing else', async () => {
    expect((await upload({}, '{}', 'application/json')).status).toBe(415);
    expect((await upload({}, 'a=b', 'multipart/form-data; boundary=x')).status).toBe(415);
    expect(telegram.begun).toBe(0);
  });

  it.each([
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '/etc/passwd',
    '..',
    'a\u0000b.pdf',
    'a\r\nX-Evil: 1.pdf',
    'x'.repeat(151),
  ])('named %j is refused', async (fileName) => {
    const { status, body } = await upload({ fileName }, 'hostile name');
    expect(status).toBe(400);
    expect(body.problems).toEqual([expect.objectContaining({ in: 'query', field: 'fileName' })]);
    expect(telegram.begun).toBe(0);
  });

  it.each(['setup.EXE', 'photo.jpg.exe', 'run.sh. .', '\u202egpj.exe', 'app.apk'])(
    'that is a program is refused whatever its name looks like: %j',
    async (fileName) => {
      const { status, body } = await upload({ fileName }, 'MZ');
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'media.upload-invalid.extension' });
    },
  );

  it('that only declares to be a program is refused as well', async () => {
    const { body } = await upload({ fileName: 'a.pdf', mimeType: 'application/x-msdownload' }, 'MZ');
    expect(body.code).toBe('media.upload-invalid.extension');
  });

  it('with markup and quotes in its name and title is a file like any other', async () => {
    const fileName = `'"; DROP TABLE media_files; --<b>.pdf`;
    const { status, body } = await upload({ fileName, title: '<script>alert(1)</script>' }, 'odd name');
    expect(status).toBe(201);
    expect(body).toMatchObject({ fileName, title: '<script>alert(1)</script> - Bellhop' });
    expect(telegram.files[0]?.fileName).toBe(fileName);
  });

  it('needs the permission, and a token before any byte is read', async () => {
    const reader = await api.tokenFor(['files:read']);
    const raw = { type: 'application/octet-stream', bytes: 'x' };
    const path = '/files?title=x&fileName=x.pdf';
    expect((await api.call('POST', path, { token: reader, raw })).status).toBe(403);
    expect((await api.call('POST', path, { raw })).status).toBe(401);
    expect(telegram.begun).toBe(0);
  });
});
