import { Injectable } from '@nestjs/common';
import { RateLimiter } from '../../coordination';
import { ScheduledTask } from '../scheduled-task';

/** Deletes rate counts whose window is over. */
@Injectable()
export class PruneRateWindowsTask extends ScheduledTask {
  readonly id = 'prune-rate-windows';
  readonly everyMs = 60_000;
  readonly timeoutMs = 30_000;

  constructor(private readonly rates: RateLimiter) {
    super();
  }

  async run(): Promise<{ removed: number }> {
    return { removed: await this.rates.removeExpired() };
  }
}
