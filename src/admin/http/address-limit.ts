import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ExpiringCache } from '../../common/expiring-cache';
import { neighbourhood } from '../../common/neighbourhood';
import { Settings } from '../../settings';
import { RequestsLimited } from './api.errors';

const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 20_000;

/**
 * Counts requests by address, in fixed windows of a minute and in this process alone: it guards the process, and a look
 * at the database for each request would cost more than most requests do.
 */
@Injectable()
export class AddressLimit {
  private readonly windows: ExpiringCache<string, { count: number; endsAt: number }>;

  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    this.windows = new ExpiringCache({ maxEntries: MAX_ADDRESSES, ttlMs: WINDOW_MS, clock });
  }

  /** Throws `RequestsLimited` once the address has had its share. */
  count(address: string): void {
    const subject = neighbourhood(address);
    const now = this.clock.now();
    let window = this.windows.get(subject);
    if (!window) {
      window = { count: 0, endsAt: now + WINDOW_MS };
      this.windows.set(subject, window);
    }
    window.count += 1;
    if (window.count > this.settings.get('api.requestsPerMinute')) {
      throw new RequestsLimited(Math.max(1, Math.ceil((window.endsAt - now) / 1000)));
    }
  }
}
