import { Injectable } from '@nestjs/common';
import { OrdersUpkeepService } from '../../orders';
import { ScheduledTask } from '../scheduled-task';

/** Takes up downloads and notices of orders whose job was lost or whose process died. */
@Injectable()
export class RedispatchOrdersTask extends ScheduledTask {
  readonly id = 'redispatch-orders';
  readonly everyMs = 5_000;
  override readonly isDueWhenQueuesReturn = true;
  readonly timeoutMs = 60_000;

  constructor(private readonly upkeep: OrdersUpkeepService) {
    super();
  }

  async run(): Promise<{ dispatched: number }> {
    return { dispatched: await this.upkeep.redispatchLost() };
  }
}
