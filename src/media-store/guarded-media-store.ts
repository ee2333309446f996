import type { Readable } from 'node:stream';
import {
  type Bulkhead,
  type CircuitBreaker,
  DeadlineExceeded,
  orAborted,
  type ResiliencePolicies,
  type TimeLimit,
} from '../resilience';
import { MediaStore, type PutOptions, type StoredContent, type StoredEntry, type StoreUsage } from './media-store';
import { MediaStoreUnwell } from './media-store.errors';

/** A store that has not begun to answer by then will not. */
const ANSWER_MS = 30_000;
const MAX_WAITING_WRITES = 500;

/**
 * Stands before another store: a breaker that leaves a sick one in peace, so many writes at once, and a limit to how long it
 * may take to answer. A full quota, a missing object or a source that broke say nothing about the store's health.
 * Turned away, callers meet `CircuitOpen`.
 */
export class GuardedMediaStore extends MediaStore {
  private readonly breaker: CircuitBreaker;
  private readonly writes: Bulkhead;
  private readonly answers: TimeLimit;

  constructor(
    private readonly store: MediaStore,
    { breakers, bulkheads, timeLimits }: ResiliencePolicies,
    writesAtOnce: number,
  ) {
    super();
    this.breaker = breakers.create('media-store', (error) => error instanceof MediaStoreUnwell);
    this.writes = bulkheads.create('media-store-writes', { places: writesAtOnce, maxWaiting: MAX_WAITING_WRITES });
    this.answers = timeLimits.create('media-store', ANSWER_MS);
  }

  /** How long the bytes take is the caller's business; what happens to `source` is not: it is always ended. */
  async put(key: string, source: Readable, options: PutOptions): Promise<StoredContent> {
    try {
      return await this.writes.run(() => this.breaker.execute(() => this.store.put(key, source, options)), options);
    } catch (error) {
      source.destroy();
      throw error;
    }
  }

  open(key: string, options: { signal?: AbortSignal } = {}): Promise<Readable> {
    // The caller's signal, not the limit's: that one ends with the answer, while the stream goes on to be read.
    return this.answered(() => this.store.open(key, options), {
      signal: options.signal,
      discard: (stream) => stream.destroy(),
    });
  }

  remove(key: string): Promise<void> {
    return this.answered(() => this.store.remove(key));
  }

  list(): AsyncIterable<StoredEntry> {
    return this.store.list();
  }

  removeUnfinished(olderThanMs: number): Promise<number> {
    return this.breaker.execute(() => this.store.removeUnfinished(olderThanMs));
  }

  override usage(): Promise<StoreUsage> {
    return this.store.usage();
  }

  /** `discard` lets go of an answer that comes when nobody waits for it any more. */
  private answered<T>(
    work: () => Promise<T>,
    { signal, discard }: { signal?: AbortSignal; discard?: (late: T) => void } = {},
  ): Promise<T> {
    return this.breaker.execute(async () => {
      let answer: Promise<T> | undefined;
      try {
        return await this.answers.execute((limited) => orAborted((answer = work()), limited), signal);
      } catch (error) {
        void answer?.then(discard, () => undefined);
        throw error instanceof DeadlineExceeded ? new MediaStoreUnwell(error) : error;
      }
    });
  }
}
