import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work';
import { OrderNoticeService } from './notices/order-notice.service';
import type { NoticeOutcome } from './notices/order-notice';
import { OrderRepository } from './order.repository';
import { currentStatus, type OrderStatus } from './order-state';

/** Which notices a settled order gives rise to. Coming back to `confirmed` concerns nobody. */
const NOTICE_OF: Partial<Record<OrderStatus, NoticeOutcome>> = {
  complete: 'complete',
  failed: 'failed',
  awaiting_series: 'recovered',
};

/**
 * Moves orders on when their series or their media has come, or has failed. Whoever changes one of these commits it
 * first and settles afterwards: of two changes at the same time the later one then sees both. What a killed process
 * leaves unsettled is found by `settleForgotten`.
 */
@Injectable()
export class OrderSettlementService {
  private readonly logger = new Logger(OrderSettlementService.name);

  constructor(
    private readonly orders: OrderRepository,
    private readonly notices: OrderNoticeService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Brings one order to where it stands now, with its notices in the same transaction. Safe at any time, twice. */
  async settle(orderId: number): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.orders.lock(orderId))) return;
      const order = await this.orders.find(orderId);
      if (!order) return;
      const status = currentStatus(order);
      if (status === order.status || !(await this.orders.move(orderId, status))) return;
      this.logger.log({ msg: 'order settled', orderId, from: order.status, to: status });
      const outcome = NOTICE_OF[status];
      if (outcome) await this.notices.announce(order, outcome);
    });
  }

  /** Settles every order that holds this media. */
  async settleOrdersWith(mediaId: number): Promise<void> {
    for (const orderId of await this.orders.findOpenWith(mediaId)) await this.settle(orderId);
  }

  /** Settles what a killed process left behind. Answers how many orders it looked at. */
  async settleForgotten(limit: number): Promise<number> {
    const forgotten = await this.orders.findUnsettled(limit);
    for (const orderId of forgotten) await this.settle(orderId);
    return forgotten.length;
  }
}
