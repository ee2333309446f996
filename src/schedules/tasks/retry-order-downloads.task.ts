import { Injectable } from '@nestjs/common';
import { OrdersUpkeepService } from '../../orders';
import { ScheduledTask } from '../scheduled-task';

/** Tries downloads that were given up once more, later and later, with an end. */
@Injectable()
export class RetryOrderDownloadsTask extends ScheduledTask {
  readonly id = 'retry-order-downloads';
  readonly everyMs = 60_000;
  readonly timeoutMs = 60_000;

  constructor(private readonly upkeep: OrdersUpkeepService) {
    super();
  }

  async run(): Promise<{ retried: number }> {
    return { retried: await this.upkeep.retryFailedDownloads() };
  }
}
