import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { MediaSearchRepository } from './media-search.repository';

const TTL_MS = 10_000;
const MAX_ENTRIES = 500;
/** How long this process may answer from before a change that another process made. */
const VERSION_CHECK_MS = 1_000;

/**
 * Search results for some seconds, bounded in number. Dropped at once when this process changes the library; processes
 * tell each other through a version in the database, which is asked for at most once a second. Requests for the same
 * page that come together share one search.
 */
@Injectable()
export class MediaSearchCache<Results> {
  private readonly entries = new Map<string, { results: Promise<Results>; expiresAt: number }>();
  private version: string | undefined;
  private checkedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly repository: MediaSearchRepository,
    private readonly clock: Clock,
  ) {}

  async get(key: string, load: () => Promise<Results>): Promise<Results> {
    await this.noticeOtherProcesses();
    const now = this.clock.now();
    const known = this.entries.get(key);
    if (known && known.expiresAt > now) return known.results;
    // Deleted first: the map's order is then the order of writing, and the first key is the oldest.
    this.entries.delete(key);
    const results = load();
    this.entries.set(key, { results, expiresAt: now + TTL_MS });
    results.catch(() => this.entries.delete(key));
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= MAX_ENTRIES) break;
      this.entries.delete(oldest);
    }
    return results;
  }

  /** To be called after the commit of whatever changes results. */
  async drop(): Promise<void> {
    this.entries.clear();
    this.version = await this.repository.advanceVersion();
  }

  private async noticeOtherProcesses(): Promise<void> {
    const now = this.clock.now();
    if (now - this.checkedAt < VERSION_CHECK_MS) return;
    this.checkedAt = now;
    const version = await this.repository.readVersion();
    if (version !== this.version) this.entries.clear();
    this.version = version;
  }
}
