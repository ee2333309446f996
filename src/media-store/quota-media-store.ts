import type { Readable } from 'node:stream';
import { MediaStore, type PutOptions, type StoredContent, type StoredEntry, type StoreUsage } from './media-store';
import { MediaStoreFull, MediaTooLarge } from './media-store.errors';

/** Measuring walks the whole store; in between, this process adds up what it puts itself. */
const MEASURED_AGAIN_AFTER_MS = 60_000;

/**
 * Holds another store to a number of bytes. Transfers under way count with what they may become, so many at once can't
 * pass the quota together. Several processes see each other's puts at the next measuring, within a minute.
 */
export class QuotaMediaStore extends MediaStore {
  private measured: { usage: Promise<StoreUsage>; atMs: number } | undefined;
  private addedSince = 0;
  private reserved = 0;

  constructor(
    private readonly store: MediaStore,
    private readonly quotaBytes: number,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  async put(key: string, source: Readable, options: PutOptions): Promise<StoredContent> {
    const { bytes } = await this.usage().catch((error: unknown) => {
      source.destroy();
      throw error;
    });
    const room = this.quotaBytes - bytes - this.reserved;
    const wanted = options.expectedBytes ?? Math.min(options.maxBytes, Math.max(room, 1));
    if (wanted > room) {
      source.destroy();
      throw new MediaStoreFull();
    }
    this.reserved += wanted;
    try {
      const stored = await this.store.put(key, source, { ...options, maxBytes: Math.min(options.maxBytes, room) });
      this.addedSince += stored.sizeBytes;
      return stored;
    } catch (error) {
      // The content was within what its sender may put, but not within what is left here.
      if (error instanceof MediaTooLarge && error.limitBytes < options.maxBytes) throw new MediaStoreFull(error);
      throw error;
    } finally {
      this.reserved -= wanted;
    }
  }

  open(key: string, options?: { signal?: AbortSignal }): Promise<Readable> {
    return this.store.open(key, options);
  }

  async remove(key: string): Promise<void> {
    await this.store.remove(key);
    this.measured = undefined;
  }

  list(): AsyncIterable<StoredEntry> {
    return this.store.list();
  }

  removeUnfinished(olderThanMs: number): Promise<number> {
    return this.store.removeUnfinished(olderThanMs);
  }

  override async usage(): Promise<StoreUsage> {
    const now = this.now();
    if (!this.measured || now - this.measured.atMs > MEASURED_AGAIN_AFTER_MS) {
      this.measured = { usage: this.store.usage(), atMs: now };
      this.addedSince = 0;
      this.measured.usage.catch(() => (this.measured = undefined));
    }
    const { objects, bytes } = await this.measured.usage;
    return { objects, bytes: bytes + this.addedSince, quotaBytes: this.quotaBytes };
  }
}
