import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ContentMeter } from './content-meter';
import { assertKey, MediaStore, type PutOptions, type StoredContent, type StoredEntry } from './media-store';
import { MediaNotStored, MediaStoreFull, MediaStoreUnwell } from './media-store.errors';
import { PacedFile } from './paced-file';

/** Stands for `/` in file names; no key holds it. */
const SEPARATOR = '~';

/**
 * Keeps contents in a folder: `objects/ab/cd/<key>`, where `abcd` begins the key's hash, so that no folder grows large.
 * Several processes may share it. A transfer is written to `incoming/`, flushed to the disk and renamed, so a crash at any
 * instant leaves a whole object or none.
 */
export class FolderMediaStore extends MediaStore {
  private readonly objects: string;
  private readonly incoming: string;

  constructor(root: string) {
    super();
    this.objects = join(resolve(root), 'objects');
    this.incoming = join(resolve(root), 'incoming');
  }

  async put(key: string, source: Readable, { maxBytes, signal }: PutOptions): Promise<StoredContent> {
    const target = this.pathOf(key);
    const unfinished = join(this.incoming, `${randomUUID()}.part`);
    const meter = new ContentMeter(maxBytes);
    try {
      await mkdir(this.incoming, { recursive: true, mode: 0o700 });
      const file = await PacedFile.create(unfinished, 0o600);
      await pipeline(source, meter, file, { signal });
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(unfinished, target);
      await flushFolder(dirname(target));
      return meter.measure();
    } catch (error) {
      source.destroy();
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw toStoreError(error);
    }
  }

  async open(key: string, { signal }: { signal?: AbortSignal } = {}): Promise<Readable> {
    try {
      const file = await open(this.pathOf(key), 'r');
      return file.createReadStream({ signal });
    } catch (error) {
      throw toStoreError(error);
    }
  }

  async remove(key: string): Promise<void> {
    try {
      await rm(this.pathOf(key), { force: true });
    } catch (error) {
      throw toStoreError(error);
    }
  }

  async *list(): AsyncIterable<StoredEntry> {
    for (const first of await namesIn(this.objects)) {
      for (const second of await namesIn(join(this.objects, first))) {
        const shard = join(this.objects, first, second);
        for (const name of await namesIn(shard)) {
          const found = await stat(join(shard, name)).catch(() => undefined);
          if (found?.isFile()) {
            yield { key: name.replaceAll(SEPARATOR, '/'), sizeBytes: found.size, storedAt: found.mtime };
          }
        }
      }
    }
  }

  async removeUnfinished(olderThanMs: number): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.incoming)) {
      const path = join(this.incoming, name);
      const found = await stat(path).catch(() => undefined);
      if (!found || Date.now() - found.mtimeMs < olderThanMs) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  private pathOf(key: string): string {
    assertKey(key);
    const hash = createHash('sha256').update(key).digest('hex');
    return join(this.objects, hash.slice(0, 2), hash.slice(2, 4), key.replaceAll('/', SEPARATOR));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw toStoreError(error);
  });
}

/** A rename is only safe from a power cut once its folder is on the disk too. Windows can't flush folders. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Only failures of the disk are the store's; what broke the source or aborted the transfer is passed on as it is. */
function toStoreError(error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new MediaStoreFull(error);
  if (code === 'ENOENT' && syscall === 'open') return new MediaNotStored(error);
  const ofTheDisk = [
    'open',
    'write',
    'fsync',
    'fdatasync',
    'mkdir',
    'rename',
    'close',
    'scandir',
    'unlink',
    'rm',
    'lstat',
  ];
  return syscall !== undefined && ofTheDisk.includes(syscall) ? new MediaStoreUnwell(error) : error;
}
