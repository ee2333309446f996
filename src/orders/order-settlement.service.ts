import { Injectable, Logger } from '@nestjs/common';
import { MicroBatcher } from '../database/micro-batcher';
import { UnitOfWork } from '../database/unit-of-work';
import { OrderNoticeService } from './notices/order-notice.service';
import type { NoticeOutcome } from './notices/order-notice';
import type { Order } from './order';
import { OrderRepository } from './order.repository';
import { currentStatus, type OrderStatus } from './order-state';

/** Settled in one transaction; more would hold their rows for long. */
const TOGETHER = 50;
/** Which notices a settled order gives rise to. Coming back to `confirmed` concerns nobody. */
const NOTICE_OF: Partial<Record<OrderStatus, NoticeOutcome>> = {
  complete: 'complete',
  failed: 'failed',
  awaiting_series: 'recovered',
};

/**
 * Moves orders on when their series or their media has come, or has failed. Whoever changes one of these commits it
 * first and settles afterwards: of two changes at the same time the later one then sees both. What is to be settled at the
 * same time is settled together, so never inside a transaction. What a killed process leaves unsettled is found by
 * `settleForgotten`.
 */
@Injectable()
export class OrderSettlementService {
  private readonly logger = new Logger(OrderSettlementService.name);
  private readonly changedOrders = new MicroBatcher<number, void>(
    async (orderIds) => {
      await this.settleTogether(orderIds);
      return orderIds.map(() => undefined);
    },
    { maxSize: TOGETHER },
  );
  private readonly changedMedia = new MicroBatcher<number, void>(async (mediaIds) => {
    await this.settleAll(await this.orders.findOpenWith(mediaIds));
    return mediaIds.map(() => undefined);
  });

  constructor(
    private readonly orders: OrderRepository,
    private readonly notices: OrderNoticeService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Brings one order to where it stands now, with its notices in the same transaction. Safe at any time, twice. */
  settle(orderId: number): Promise<void> {
    return this.changedOrders.call(orderId);
  }

  /** Settles every order that holds this media: many may have waited for the same file. */
  settleOrdersWith(mediaId: number): Promise<void> {
    return this.changedMedia.call(mediaId);
  }

  /** Settles what a killed process left behind. Answers how many orders it looked at. */
  async settleForgotten(limit: number): Promise<number> {
    const forgotten = await this.orders.findUnsettled(limit);
    await this.settleAll(forgotten);
    return forgotten.length;
  }

  private async settleAll(orderIds: readonly number[]): Promise<void> {
    for (let from = 0; from < orderIds.length; from += TOGETHER) {
      await this.settleTogether(orderIds.slice(from, from + TOGETHER));
    }
  }

  private async settleTogether(orderIds: readonly number[]): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.orders.lockAll(orderIds);
      const changes = (await this.orders.findAll(orderIds))
        .map((order) => ({ order, status: currentStatus(order) }))
        .filter(({ order, status }) => status !== order.status);
      for (const status of new Set(changes.map((change) => change.status))) {
        const orders = changes.filter((change) => change.status === status).map(({ order }) => order);
        const moved = await this.orders.moveAll(ids(orders), status);
        this.logger.log({ msg: 'orders settled', to: status, orderIds: moved });
        const outcome = NOTICE_OF[status];
        if (outcome)
          await this.notices.announce(
            orders.filter(({ id }) => moved.includes(id)),
            outcome,
          );
      }
    });
  }
}

const ids = (orders: readonly Order[]): number[] => orders.map(({ id }) => id);
