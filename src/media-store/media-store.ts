import type { Readable } from 'node:stream';

export interface PutOptions {
  /** More bytes than this end the transfer with `MediaTooLarge`; nothing is kept. */
  maxBytes: number;
  /** How many bytes will come, when it is known: lets a full store refuse before the first one. */
  expectedBytes?: number;
  signal?: AbortSignal;
}

/** What is now kept: measured on the way in, not claimed by whoever sent it. */
export interface StoredContent {
  readonly sizeBytes: number;
  /** SHA-256 in lower-case hexadecimal. */
  readonly sha256: string;
}

export interface StoredEntry {
  readonly key: string;
  readonly sizeBytes: number;
  readonly storedAt: Date;
}

export interface StoreUsage {
  readonly objects: number;
  readonly bytes: number;
  /** `null`: as much as the disk or the provider gives. */
  readonly quotaBytes: number | null;
}

/**
 * Keeps large contents by key. Keys are made by the application, never by people: segments of letters, digits, `.`, `_`
 * and `-`, joined by `/`, at most 200 characters (`assertKey`).
 */
export abstract class MediaStore {
  /**
   * Streams `source` in, never holding the whole. The content appears under its key at once and complete, replacing what
   * was there, or not at all. Throws `MediaTooLarge`, `MediaStoreFull`, `MediaStoreUnwell`, and whatever `source`
   * or `signal` fail with. Safe twice.
   */
  abstract put(key: string, source: Readable, options: PutOptions): Promise<StoredContent>;

  /** Throws `MediaNotStored`, `MediaStoreUnwell`. Whoever opens must read to the end or destroy the stream. */
  abstract open(key: string, options?: { signal?: AbortSignal }): Promise<Readable>;

  /** A key that is not there counts as removed. */
  abstract remove(key: string): Promise<void>;

  /** Every key, in no order. What is put or removed meanwhile may or may not be met. */
  abstract list(): AsyncIterable<StoredEntry>;

  /** Removes what transfers that died have left behind and nobody has touched for `olderThanMs`. Answers how many. */
  abstract removeUnfinished(olderThanMs: number): Promise<number>;

  /** May be a minute old. */
  async usage(): Promise<StoreUsage> {
    let objects = 0;
    let bytes = 0;
    for await (const { sizeBytes } of this.list()) {
      objects += 1;
      bytes += sizeBytes;
    }
    return { objects, bytes, quotaBytes: null };
  }
}

const KEY = /^(?=.{1,200}$)[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/** Throws on a key that no part of the application should make: a segment that could climb out of a folder, for one. */
export function assertKey(key: string): void {
  if (!KEY.test(key)) throw new TypeError('not a key of the media store');
}
