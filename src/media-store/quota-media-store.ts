import type { Readable } from 'node:stream';
import { MediaStore, type PutOptions, type StoredContent, type StoredEntry, type StoreUsage } from './media-store';
import { MediaStoreFull, MediaTooLarge } from './media-store.errors';

/** Measuring walks the whole store: behind the puts at most once in this time, and at most a twentieth of all time. */
const MEASURED_AGAIN_AFTER_MS = 60_000;
const LONGEST_SHARE = 1 / 20;
/** Before a put is refused the store is measured anew, unless that was just done. */
const FRESH_MS = 5_000;

interface Measured {
  readonly usage: StoreUsage;
  readonly atMs: number;
  readonly tookMs: number;
}

/**
 * Holds another store to a number of bytes. Transfers under way count with what they may become, so many at once can't
 * pass the quota together. No put waits for a measuring except the first, and those that would be refused: the store is
 * measured behind them, and in between this process adds up what it puts itself. Several processes see each other's
 * puts at the next measuring.
 */
export class QuotaMediaStore extends MediaStore {
  private measured: Measured | undefined;
  private measuring: Promise<Measured> | undefined;
  private isOutdated = false;
  /** Since the last measuring began; since the one that is under way began. */
  private added = 0;
  private addedMeanwhile = 0;
  private reserved = 0;

  constructor(
    private readonly store: MediaStore,
    private readonly quotaBytes: number,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  async put(key: string, source: Readable, options: PutOptions): Promise<StoredContent> {
    const reservation = await this.reserve(options).catch((error: unknown) => {
      source.destroy();
      throw error;
    });
    try {
      const maxBytes = Math.min(options.maxBytes, reservation.room);
      const stored = await this.store.put(key, source, { ...options, maxBytes });
      this.added += stored.sizeBytes;
      this.addedMeanwhile += stored.sizeBytes;
      return stored;
    } catch (error) {
      // The content was within what its sender may put, but not within what is left here.
      if (error instanceof MediaTooLarge && error.limitBytes < options.maxBytes) throw new MediaStoreFull(error);
      throw error;
    } finally {
      this.reserved -= reservation.bytes;
    }
  }

  open(key: string, options?: { signal?: AbortSignal }): Promise<Readable> {
    return this.store.open(key, options);
  }

  async remove(key: string): Promise<void> {
    await this.store.remove(key);
    this.isOutdated = true;
  }

  list(): AsyncIterable<StoredEntry> {
    return this.store.list();
  }

  removeUnfinished(olderThanMs: number): Promise<number> {
    return this.store.removeUnfinished(olderThanMs);
  }

  override async usage(): Promise<StoreUsage> {
    const { usage } = this.known() ?? (await this.measure());
    return { objects: usage.objects, bytes: usage.bytes + this.added, quotaBytes: this.quotaBytes };
  }

  private async reserve(options: PutOptions): Promise<{ room: number; bytes: number }> {
    const fitting = this.fitIn(await this.usage(), options);
    if (fitting) return fitting;
    // Somebody may have made room since it was measured.
    if (this.isOutdated || this.now() - (this.measured?.atMs ?? 0) > FRESH_MS) await this.measure();
    // A measuring that was under way may have counted what was removed meanwhile.
    if (this.isOutdated) await this.measure();
    const fittingNow = this.fitIn(await this.usage(), options);
    if (!fittingNow) throw new MediaStoreFull();
    return fittingNow;
  }

  private fitIn({ bytes }: StoreUsage, { expectedBytes, maxBytes }: PutOptions) {
    const room = this.quotaBytes - bytes - this.reserved;
    const wanted = expectedBytes ?? Math.min(maxBytes, Math.max(room, 1));
    if (wanted > room) return null;
    this.reserved += wanted;
    return { room, bytes: wanted };
  }

  /** What was measured last; begins to measure anew when that is long ago. */
  private known(): Measured | undefined {
    const { measured } = this;
    if (!measured) return undefined;
    const restMs = Math.max(MEASURED_AGAIN_AFTER_MS, measured.tookMs / LONGEST_SHARE);
    if (this.now() - measured.atMs > restMs) void this.measure().catch(() => undefined);
    return measured;
  }

  private measure(): Promise<Measured> {
    this.measuring ??= this.walk().finally(() => (this.measuring = undefined));
    return this.measuring;
  }

  private async walk(): Promise<Measured> {
    const beganMs = this.now();
    this.isOutdated = false;
    this.addedMeanwhile = 0;
    const usage = await this.store.usage().catch((error: unknown) => {
      this.isOutdated = true;
      throw error;
    });
    const atMs = this.now();
    this.measured = { usage, atMs, tookMs: atMs - beganMs };
    this.added = this.addedMeanwhile;
    return this.measured;
  }
}
