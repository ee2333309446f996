import { Injectable } from '@nestjs/common';
import { OrdersUpkeepService } from '../../orders';
import { ScheduledTask } from '../scheduled-task';

/** Clears the media store of what no order holds, and forgets orders that were cancelled long ago. */
@Injectable()
export class CleanUpOrderMediaTask extends ScheduledTask {
  readonly id = 'clean-up-order-media';
  readonly everyMs = 24 * 3_600_000;
  readonly timeoutMs = 30 * 60_000;

  constructor(private readonly upkeep: OrdersUpkeepService) {
    super();
  }

  async run(signal: AbortSignal): Promise<Record<string, number>> {
    return { ...(await this.upkeep.janitor(signal)) };
  }
}
