import type { Clock } from './clock';

export interface ExpiringCacheOptions {
  /** The least recently written entries make room beyond this. */
  maxEntries: number;
  ttlMs: number;
  clock: Clock;
}

/** A map that forgets: bounded in size and in age. One process only; whoever uses it can live with answers `ttlMs` old. */
export class ExpiringCache<Key, Value> {
  private readonly entries = new Map<Key, { value: Value; expiresAt: number }>();

  constructor(private readonly options: ExpiringCacheOptions) {}

  get(key: Key): Value | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt > this.options.clock.now()) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  /** `ttlMs` overrides the cache's own, for entries that deserve less trust. */
  set(key: Key, value: Value, ttlMs: number = this.options.ttlMs): void {
    // Deleted first, so that the map's order is the order of writing and the oldest entry is the first one.
    this.entries.delete(key);
    this.entries.set(key, { value, expiresAt: this.options.clock.now() + ttlMs });
    if (this.entries.size <= this.options.maxEntries) return;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      return;
    }
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
