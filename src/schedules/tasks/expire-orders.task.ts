import { Injectable } from '@nestjs/common';
import { OrdersUpkeepService } from '../../orders';
import { ScheduledTask } from '../scheduled-task';

/** Lets go of orders whose customer has not gone on. */
@Injectable()
export class ExpireOrdersTask extends ScheduledTask {
  readonly id = 'expire-orders';
  readonly everyMs = 10 * 60_000;
  readonly timeoutMs = 60_000;

  constructor(private readonly upkeep: OrdersUpkeepService) {
    super();
  }

  async run(): Promise<{ expired: number }> {
    return { expired: await this.upkeep.expireStale() };
  }
}
