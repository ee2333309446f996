import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  MediaDamaged,
  MediaNotStored,
  MediaStoreFull,
  MediaStoreUnwell,
  MediaTooLarge,
  verifyContent,
  type MediaStore,
} from '../../../src/media-store';
import { FolderMediaStore } from '../../../src/media-store/folder-media-store';
import { QuotaMediaStore } from '../../../src/media-store/quota-media-store';
import { S3MediaStore } from '../../../src/media-store/s3-media-store';
import { eventually } from '../../support/eventually';
import { S3LikeServer } from './s3-like-server';

const MB = 1 << 20;
const content = (bytes: number): Buffer => randomBytes(bytes);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function* inChunks(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

const streamOf = (bytes: Buffer): Readable => Readable.from(inChunks(bytes), { objectMode: false });

async function keysOf(store: MediaStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys.sort();
}

interface Bench {
  store: MediaStore;
  /** Unfinished transfers that are lying about. */
  leftovers(): Promise<number>;
  close(): Promise<void>;
}

async function openFolder(): Promise<Bench> {
  const root = await mkdtemp(join(tmpdir(), 'bellhop-store-'));
  return {
    store: new FolderMediaStore(root),
    leftovers: async () => (await readdir(join(root, 'incoming')).catch(() => [])).length,
    close: () => rm(root, { recursive: true, force: true }),
  };
}

const connect = (server: S3LikeServer, prefix = ''): Promise<S3MediaStore> =>
  S3MediaStore.connect({
    bucket: 'orders',
    region: 'us-east-1',
    endpoint: server.url,
    prefix,
    forcePathStyle: true,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });

async function openS3(): Promise<Bench> {
  const server = await S3LikeServer.start();
  return {
    store: await connect(server, 'bellhop/media'),
    leftovers: async () => server.uploads.size,
    close: () => server.close(),
  };
}

describe.each([
  ['a folder', openFolder],
  ['a bucket', openS3],
])('the media store in %s', (_name, open) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  it('gives back the bytes that were put, with their size and checksum', async () => {
    const bytes = content(12 * MB + 7);
    const stored = await bench.store.put('originals/1', streamOf(bytes), { maxBytes: 20 * MB });
    expect(stored).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
    const read = await buffer(verifyContent(await bench.store.open('originals/1'), stored));
    expect(read.equals(bytes)).toBe(true);
    expect(await bench.leftovers()).toBe(0);
  });

  it('keeps an empty content', async () => {
    const stored = await bench.store.put('originals/empty', Readable.from([]), { maxBytes: 1 });
    expect(stored.sizeBytes).toBe(0);
    expect((await buffer(await bench.store.open('originals/empty'))).length).toBe(0);
  });

  it('replaces what was under the key', async () => {
    await bench.store.put('originals/1', streamOf(Buffer.from('old')), { maxBytes: 10 });
    await bench.store.put('originals/1', streamOf(Buffer.from('new')), { maxBytes: 10 });
    expect((await buffer(await bench.store.open('originals/1'))).toString()).toBe('new');
    expect(await keysOf(bench.store)).toEqual(['originals/1']);
  });

  it.each([3, 7 * MB])('keeps nothing of a content past its limit of %d bytes', async (limit) => {
    const put = bench.store.put('originals/1', streamOf(content(limit + 1)), { maxBytes: limit });
    await expect(put).rejects.toThrow(MediaTooLarge);
    expect(await keysOf(bench.store)).toEqual([]);
    expect(await bench.leftovers()).toBe(0);
  });

  it('keeps nothing of a source that breaks, and passes its error on', async () => {
    const source = Readable.from(
      (async function* () {
        yield content(6 * MB);
        throw new Error('the line was cut');
      })(),
      { objectMode: false },
    );
    await expect(bench.store.put('originals/1', source, { maxBytes: 20 * MB })).rejects.toThrow('the line was cut');
    expect(await keysOf(bench.store)).toEqual([]);
    expect(await bench.leftovers()).toBe(0);
  });

  it('ends promptly when it is told to, and lets go of the source', async () => {
    const source = new PassThrough();
    source.write(content(1000));
    const controller = new AbortController();
    const put = bench.store.put('originals/1', source, { maxBytes: MB, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(put).rejects.toThrow();
    expect(source.destroyed).toBe(true);
    expect(await keysOf(bench.store)).toEqual([]);
    expect(await bench.leftovers()).toBe(0);
  });

  it('says that a key is not there, and removes one that is not there in peace', async () => {
    await expect(bench.store.open('originals/none')).rejects.toThrow(MediaNotStored);
    await bench.store.remove('originals/none');
  });

  it('forgets what was removed, and counts what is left', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await bench.store.put(`originals/${name}`, streamOf(content(100)), { maxBytes: 100 });
    }
    await bench.store.remove('originals/c');
    expect(await keysOf(bench.store)).toEqual(['originals/a', 'originals/b', 'originals/d', 'originals/e']);
    expect(await bench.store.usage()).toMatchObject({ objects: 4, bytes: 400 });
  });

  it.each(['../outside', 'a/../../b', '/etc/passwd', 'a//b', '', 'a~b', 'x'.repeat(201), '.hidden'])(
    'refuses the key "%s"',
    async (key) => {
      await expect(bench.store.put(key, streamOf(content(1)), { maxBytes: 1 })).rejects.toThrow(TypeError);
      await expect(bench.store.open(key)).rejects.toThrow(TypeError);
    },
  );
});

describe('a folder as media store', () => {
  it('removes what dead transfers left, and leaves those under way alone', async () => {
    const root = await mkdtemp(join(tmpdir(), 'bellhop-store-'));
    try {
      const store = new FolderMediaStore(root);
      const source = new PassThrough();
      // Small pieces are gathered before they are written: half of a small file would not be there yet.
      const half = Buffer.alloc(500_000);
      const put = store.put('originals/1', source, { maxBytes: 2 * half.length });
      source.write(half);
      const incoming = join(root, 'incoming');
      const silent = new PassThrough();
      const dead = new FolderMediaStore(root).put('originals/2', silent, { maxBytes: 10 });
      dead.catch(() => undefined);
      const sizes = async () => {
        const names = await readdir(incoming).catch(() => []);
        return Promise.all(names.map(async (name) => (await stat(join(incoming, name))).size));
      };
      // What was written must have arrived: a later write would make the file young again.
      await eventually('both are under way', async () => (await sizes()).sort().join() === `0,${half.length}`);
      const names = await readdir(incoming);
      const old = new Date(Date.now() - 3_600_000);
      await utimes(join(incoming, names[0] ?? ''), old, old);
      expect(await store.removeUnfinished(60_000)).toBe(1);
      expect(await readdir(incoming)).toHaveLength(1);
      source.destroy(new Error('end of test'));
      silent.destroy();
      await dead.catch(() => undefined);
      await expect(put).rejects.toThrow('end of test');
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});

describe('a bucket as media store', () => {
  it('says that it is unwell when the server fails, and gives up no content to a wrong size', async () => {
    const server = await S3LikeServer.start();
    try {
      const store = await connect(server);
      server.failWith = 503;
      await expect(store.open('originals/1')).rejects.toThrow(MediaStoreUnwell);
      await expect(store.put('originals/1', streamOf(content(10)), { maxBytes: 10 })).rejects.toThrow(MediaStoreUnwell);
    } finally {
      await server.close();
    }
  });

  it('ends multipart uploads that died', async () => {
    const server = await S3LikeServer.start();
    try {
      server.uploads.set('old', { key: 'originals/1', startedAt: new Date(Date.now() - 7_200_000), parts: new Map() });
      server.uploads.set('young', { key: 'originals/2', startedAt: new Date(), parts: new Map() });
      expect(await (await connect(server)).removeUnfinished(3_600_000)).toBe(1);
      expect([...server.uploads.keys()]).toEqual(['young']);
    } finally {
      await server.close();
    }
  });
});

describe('a media store with a quota', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openFolder();
  });
  afterEach(() => bench.close());

  it('refuses what does not fit before its first byte', async () => {
    const store = new QuotaMediaStore(bench.store, 1000);
    await store.put('a', streamOf(content(600)), { maxBytes: 1000, expectedBytes: 600 });
    const source = streamOf(content(600));
    await expect(store.put('b', source, { maxBytes: 1000, expectedBytes: 600 })).rejects.toThrow(MediaStoreFull);
    expect(source.destroyed).toBe(true);
    expect(await store.usage()).toMatchObject({ bytes: 600, quotaBytes: 1000 });
  });

  it('counts transfers under way, so that two at once do not pass it together', async () => {
    const store = new QuotaMediaStore(bench.store, 1000);
    const slow = new PassThrough();
    const first = store.put('a', slow, { maxBytes: 1000, expectedBytes: 600 });
    slow.write(content(300));
    const second = store.put('b', streamOf(content(600)), { maxBytes: 1000, expectedBytes: 600 });
    await expect(second).rejects.toThrow(MediaStoreFull);
    slow.end(content(300));
    await first;
  });

  it('stops a content of unknown size at what is left', async () => {
    const store = new QuotaMediaStore(bench.store, 1000);
    await expect(store.put('a', streamOf(content(5000)), { maxBytes: 9000 })).rejects.toThrow(MediaStoreFull);
    expect(await keysOf(store)).toEqual([]);
  });

  it('lets nobody wait while it is measured again', async () => {
    let nowMs = 0;
    const usage = jest.spyOn(bench.store, 'usage');
    const store = new QuotaMediaStore(bench.store, 1000, () => nowMs);
    await store.put('a', streamOf(content(400)), { maxBytes: 1000, expectedBytes: 400 });
    let tell: (usage: { objects: number; bytes: number; quotaBytes: null }) => void = () => undefined;
    usage.mockReturnValue(new Promise((resolve) => (tell = resolve)));
    nowMs = 3_600_000;
    await store.put('b', streamOf(content(100)), { maxBytes: 1000, expectedBytes: 100 });
    await store.put('c', streamOf(content(100)), { maxBytes: 1000, expectedBytes: 100 });
    expect(usage).toHaveBeenCalledTimes(2);
    // Somebody else has put something too, and what came during the measuring counts on top of it.
    tell({ objects: 2, bytes: 700, quotaBytes: null });
    await eventually('the measuring is done', async () => (await store.usage()).bytes === 900);
  });

  it('is measured once more before it refuses, when something was removed during the measuring', async () => {
    const store = new QuotaMediaStore(bench.store, 1000, () => 0);
    await store.put('a', streamOf(content(900)), { maxBytes: 1000, expectedBytes: 900 });
    await store.remove('a');
    const early = { objects: 1, bytes: 900, quotaBytes: null };
    // The walk had passed this file when it went.
    jest.spyOn(bench.store, 'usage').mockImplementationOnce(async () => {
      await store.remove('a');
      return early;
    });
    await store.put('b', streamOf(content(900)), { maxBytes: 1000, expectedBytes: 900 });
  });

  it('has room again after something was removed', async () => {
    const store = new QuotaMediaStore(bench.store, 1000);
    await store.put('a', streamOf(content(900)), { maxBytes: 1000 });
    await store.remove('a');
    await store.put('b', streamOf(content(900)), { maxBytes: 1000, expectedBytes: 900 });
  });
});

it('tells content that was damaged while it was kept', async () => {
  const stored = { sizeBytes: 4, sha256: sha256(Buffer.from('good')) };
  await expect(buffer(verifyContent(Readable.from([Buffer.from('evil')]), stored))).rejects.toThrow(MediaDamaged);
});
