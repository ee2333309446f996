import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Sandbox, startSandbox } from '../src';
import { Api, TOKEN } from './support/api';
import { makeBytes, makeJpeg, sha256 } from './support/media';

const OTHER_TOKEN = `654321:${'b'.repeat(35)}`;

let sandbox: Sandbox;
let api: Api;
let other: Api;
let ann: number;

beforeAll(async () => {
  sandbox = await startSandbox({
    bots: [{ token: TOKEN }, { token: OTHER_TOKEN }],
    maxDownloadBytes: 100_000,
    maxUploadBytes: 300_000,
  });
  api = new Api(sandbox);
  other = new Api(sandbox, OTHER_TOKEN);
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  await sandbox.control.reset();
  ann = (await sandbox.control.addPerson({ firstName: 'Ann' })).id;
  await sandbox.control.start(ann, { botId: 123456 });
  await sandbox.control.start(ann, { botId: 654321 });
});

/** Uploads a document as the bot and answers its description. */
async function uploadDocument(
  bytes: Buffer,
  name = 'a.bin',
  fields: Record<string, string> = {},
): Promise<{ file_id: string }> {
  const answer = await api.upload('sendDocument', { chat_id: String(ann), ...fields }, { document: [bytes, name] });
  return answer.result.document;
}

describe('file ids', () => {
  it('are permanent, sent again in an instant, and lead to the same bytes', async () => {
    const bytes = makeBytes(60_000);
    const document = await uploadDocument(bytes, 'kitob.pdf');
    expect(document).toMatchObject({ file_name: 'kitob.pdf', mime_type: 'application/pdf', file_size: 60_000 });
    const again = await api.ok('sendDocument', { chat_id: ann, document: document.file_id });
    expect(again.document).toEqual(document);
    const { file_path } = await api.ok('getFile', { file_id: document.file_id });
    const content = Buffer.from(await (await api.download(file_path)).arrayBuffer());
    expect(sha256(content)).toBe(sha256(bytes));
  });

  it('differ from bot to bot while the unique id is the same, and another bot’s is refused', async () => {
    const sent = await sandbox.control.sendDocument(ann, { bytes: Buffer.from('x') }, { chatId: 123456 });
    const unique = sent.media?.fileUniqueId ?? '';
    const forOther = await sandbox.control.sendMessage(ann, {
      chatId: 654321,
      media: [{ kind: 'document', file: unique }],
    });
    const [mine, theirs] = [sent.raw.document, forOther[0]?.raw.document];
    expect(theirs?.file_unique_id).toBe(mine?.file_unique_id);
    expect(theirs?.file_id).not.toBe(mine?.file_id);
    expect(await other.refusal('sendDocument', { chat_id: ann, document: mine?.file_id })).toBe(
      '400 Bad Request: wrong file identifier/HTTP URL specified',
    );
    expect(await other.refusal('getFile', { file_id: mine?.file_id })).toBe(
      '400 Bad Request: wrong file_id or the file is temporarily unavailable',
    );
    expect(await api.refusal('getFile', { file_id: mine?.file_unique_id })).toBe('400 Bad Request: invalid file_id');
  });

  it('never change their kind', async () => {
    const { file_id } = await uploadDocument(Buffer.from('x'));
    expect(await api.refusal('sendPhoto', { chat_id: ann, photo: file_id })).toBe(
      "400 Bad Request: can't use file of type Document as Photo",
    );
  });
});

describe('limits', () => {
  it('lets a bot upload more than it may download', async () => {
    const { file_id } = await uploadDocument(makeBytes(150_000));
    expect(await api.refusal('getFile', { file_id })).toBe('400 Bad Request: file is too big');
    const answer = await api.upload(
      'sendDocument',
      { chat_id: String(ann) },
      { document: [makeBytes(350_000), 'big'] },
    );
    expect(answer).toMatchObject({ ok: false, error_code: 413, description: 'Request Entity Too Large' });
  });

  it('refuses empty files, missing files and photos that are none', async () => {
    const photo = (bytes: Buffer) => api.upload('sendPhoto', { chat_id: String(ann) }, { photo: [bytes, 'p.jpg'] });
    expect((await photo(Buffer.alloc(0))).description).toBe('Bad Request: file must be non-empty');
    expect((await photo(Buffer.from('not an image at all, whatever its name says'))).description).toBe(
      'Bad Request: IMAGE_PROCESS_FAILED',
    );
    expect((await photo(await makeJpeg(4_000, 100))).description).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS');
    expect(await api.refusal('sendDocument', { chat_id: ann, document: 'attach://nothing' })).toBe(
      '400 Bad Request: there is no document in the request',
    );
  });

  it('gives photos in several sizes, each with its own file', async () => {
    const answer = await api.upload(
      'sendPhoto',
      { chat_id: String(ann) },
      { photo: [await makeJpeg(1_000, 500), 'p.jpg'] },
    );
    const sizes = answer.result.photo as { width: number; height: number; file_id: string; file_size: number }[];
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [90, 45],
      [320, 160],
      [800, 400],
      [1_000, 500],
    ]);
    const { file_path } = await api.ok('getFile', { file_id: sizes[0]?.file_id });
    expect((await (await api.download(file_path)).arrayBuffer()).byteLength).toBe(sizes[0]?.file_size);
  });
});

describe('thumbnails', () => {
  const send = async (thumbnail: Buffer, fields: Record<string, string> = {}) =>
    api.upload(
      'sendDocument',
      { chat_id: String(ann), thumbnail: 'attach://thumb', ...fields },
      { document: [makeBytes(1_000), 'a.pdf'], thumb: [thumbnail, 't.jpg'] },
    );

  it('come with a fresh upload as a small JPEG', async () => {
    const thumbnail = await makeJpeg(320, 200);
    const { document } = (await send(thumbnail)).result;
    expect(document.thumbnail).toMatchObject({ width: 320, height: 200, file_size: thumbnail.length });
    const { file_path } = await api.ok('getFile', { file_id: document.thumbnail.file_id });
    expect(sha256(Buffer.from(await (await api.download(file_path)).arrayBuffer()))).toBe(sha256(thumbnail));
  });

  it('are refused when they are too large or no JPEG', async () => {
    expect((await send(await makeJpeg(321, 10))).description).toBe(
      'Bad Request: wrong thumbnail specified: width and height must not exceed 320',
    );
    expect((await send(Buffer.concat([await makeJpeg(10, 10), Buffer.alloc(200 * 1024)]))).description).toBe(
      'Bad Request: wrong thumbnail specified: must be smaller than 200 kB',
    );
    expect((await send(Buffer.from('<svg>not even close to a JPEG image</svg>'))).description).toBe(
      'Bad Request: wrong thumbnail specified: must be a JPEG image',
    );
  });

  it('have no effect on a file_id, which the call log says', async () => {
    const { file_id } = await uploadDocument(makeBytes(10));
    const answer = await api.upload(
      'sendDocument',
      { chat_id: String(ann), document: file_id, thumbnail: 'attach://t' },
      { t: [await makeJpeg(10, 10), 't.jpg'] },
    );
    expect(answer.result.document.thumbnail).toBeUndefined();
    const [call] = await sandbox.control.listCalls({ limit: 1 });
    expect(call?.warnings).toEqual(['thumbnail ignored: it only works with a freshly uploaded file']);
  });
});

describe('downloads', () => {
  it('serve ranges', async () => {
    const { file_id } = await uploadDocument(Buffer.from('0123456789'));
    const { file_path } = await api.ok('getFile', { file_id });
    const range = async (value: string) => {
      const response = await api.download(file_path, { Range: value });
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    expect(await range('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await range('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await range('bytes=-2')).toEqual([206, 'bytes 8-9/10', '89']);
    expect(await range('bytes=10-')).toEqual([416, 'bytes */10', '']);
  });

  it.each(['documents/file_99.bin', '../../etc/passwd', 'documents/..%2f..%2fetc%2fpasswd', 'documents/'])(
    'know nothing of %s',
    async (path) => {
      expect((await api.download(path)).status).toBe(404);
    },
  );
});

describe('in local mode', () => {
  it('takes paths for uploads and gives paths for downloads', async () => {
    const local = await startSandbox({ localMode: true, bots: [{ token: TOKEN }] });
    const directory = await mkdtemp(join(tmpdir(), 'sandbox-files-'));
    const path = join(directory, 'a file.txt');
    await writeFile(path, 'content');
    await local.control.addPerson({ id: 5, firstName: 'Ann' });
    await local.control.start(5);
    const localApi = new Api(local);
    const { document } = await localApi.ok('sendDocument', { chat_id: 5, document: pathToFileURL(path).href });
    expect(document).toMatchObject({ file_name: 'a file.txt', file_size: 7 });
    const { file_path } = await localApi.ok('getFile', { file_id: document.file_id });
    expect(file_path).toMatch(/^\/.*\/documents\/file_1\.txt$/);
    expect((await localApi.download('documents/file_1.txt')).status).toBe(404);
    expect(await localApi.refusal('sendDocument', { chat_id: 5, document: 'file:///no/such/file' })).toMatch(
      /^400 Bad Request/,
    );
    await local.close();
    await rm(directory, { recursive: true });
  });

  it('refuses paths elsewhere', async () => {
    expect(await api.refusal('sendDocument', { chat_id: ann, document: 'file:///etc/hostname' })).toBe(
      '400 Bad Request: wrong remote file identifier specified: Wrong character in the string',
    );
  });
});
