import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail, chatActor } from '../audit';
import type { DailyCount, DayRange, HistoryEvent, HistoryRequest } from '../common/history';
import type { Listed } from '../database';
import { UnitOfWork } from '../database/unit-of-work';
import { JobDispatcher } from '../queue/job-dispatcher';
import type { Order, OrderActor, OrderPage } from './order';
import { OrderItemRepository } from './order-item.repository';
import { OrderSettlementService } from './order-settlement.service';
import { OrderSeriesRepository, type WrittenText } from './order-series.repository';
import { currentStatus, type OrderStatus } from './order-state';
import { type OrderListFilter, OrderRepository } from './order.repository';
import { OrderNotFound } from './orders.errors';
import { fetchMediaJob } from './orders.jobs';
import { checkSeries } from './products/series-pattern';

export type SeriesIntake =
  /** Taken, now or by the same text before. `order.status` is `complete` when all media is here already. */
  | { outcome: 'confirmed'; order: Order }
  /** Ask again: blank, too long, or not as the product's pattern wants it. */
  | { outcome: 'invalid'; order: Order; problem: 'blank' | 'tooLong' | 'pattern'; pattern: string | null }
  /** This order awaits no series (any more). */
  | { outcome: 'notAwaited'; order: Order };

export interface OrderFilter {
  /** From 1; a page past the end is the last one. */
  page: number;
  /** 1 to 100. */
  pageSize: number;
  status?: OrderStatus;
  productCode?: string;
  userId?: number;
}

/** What customers and staff do with orders that have begun. Every method that names an order throws `OrderNotFound`. */
@Injectable()
export class OrderService {
  constructor(
    private readonly orders: OrderRepository,
    private readonly items: OrderItemRepository,
    private readonly series: OrderSeriesRepository,
    private readonly settlement: OrderSettlementService,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: JobDispatcher,
    private readonly audit: AuditTrail,
  ) {}

  /** Takes the series of the customer's own order. Safe twice. */
  async giveSeries(request: { orderId: number; userId: number; text: string }): Promise<SeriesIntake> {
    const order = await this.get(request.orderId, { userId: request.userId, isStaff: false });
    return this.takeSeries(order, request.text, null);
  }

  /** The order whose series this person was asked for last. */
  async awaitingSeries(userId: number): Promise<Order | null> {
    return this.series.findAddressed({ userId, messageId: null });
  }

  /**
   * Takes a text for the series of the order whose question it replies to, or else for the one that this person was asked for
   * last; `null` when none is awaited of them. Safe twice: the same message gets the same answer.
   */
  async giveAwaitedSeries({ text, ...written }: WrittenText & { text: string }): Promise<SeriesIntake | null> {
    const order = await this.series.findAddressed(written);
    return order && this.takeSeries(order, text, written.messageId);
  }

  /** Lets go of an order that has not been confirmed. Cancelling a cancelled one is no change. */
  async cancel(orderId: number, actor: OrderActor): Promise<{ outcome: 'cancelled' | 'tooLate'; order: Order }> {
    const before = await this.get(orderId, actor);
    await this.unitOfWork.run(async () => {
      const moved = await this.orders.move(orderId, 'cancelled');
      if (moved) await this.record('order.cancel', before, actor, 'cancelled');
    });
    const order = await this.read(orderId);
    return { outcome: order.status === 'cancelled' ? 'cancelled' : 'tooLate', order };
  }

  /** Downloads again what failed, from where Telegram still has it. */
  async retry(orderId: number, actor: OrderActor): Promise<{ outcome: 'retried' | 'notFailed'; order: Order }> {
    const before = await this.get(orderId, actor);
    const outcome = await this.unitOfWork.run(async () => {
      await this.orders.lock(orderId);
      if (!(await this.orders.tryAgain(orderId))) return 'notFailed';
      await this.record('order.retry', before, actor, before.series === null ? 'awaiting_series' : 'confirmed');
      const downloads = await this.items.requestFailed(orderId);
      this.unitOfWork.afterCommit(() => this.jobs.dispatchAll(fetchMediaJob, downloads, { urgency: 'interactive' }));
      return 'retried';
    });
    // A later retry may have brought the media in the meantime.
    await this.settlement.settle(orderId);
    return { outcome, order: await this.read(orderId) };
  }

  /** Throws `OrderNotFound` for somebody else's order too, so that ids tell nothing. */
  async get(orderId: number, actor: OrderActor): Promise<Order> {
    const order = await this.read(orderId);
    if (order.userId !== actor.userId && !actor.isStaff) throw new OrderNotFound(orderId);
    return order;
  }

  /** One person's orders, newest first. */
  async list(userId: number, page: { page: number; pageSize: number }): Promise<OrderPage> {
    return this.listAll({ ...page, userId });
  }

  /** Everybody's orders, newest first, for the staff. */
  async listAll(filter: OrderFilter): Promise<OrderPage> {
    return this.orders.list(filter);
  }

  /** What customers do with their own orders is no admin's change. */
  private async record(action: string, order: Order, by: OrderActor, status: OrderStatus): Promise<void> {
    if (order.userId === by.userId) return;
    await this.audit.record({
      actor: actorOf(by),
      action,
      targetKind: 'order',
      targetId: order.id,
      before: { status: order.status },
      after: { status },
    });
  }

  /** Everybody's orders for the API: filtered, fast at any number. */
  async browse(filter: OrderListFilter): Promise<Listed<Order>> {
    return this.orders.browse(filter);
  }

  /** What became of somebody's orders; newest first. */
  async historyOf(request: HistoryRequest): Promise<HistoryEvent[]> {
    return this.orders.historyOf(request);
  }

  async dailyFigures(range: DayRange): Promise<(DailyCount & { status: OrderStatus })[]> {
    return this.orders.perDay(range);
  }

  private async takeSeries(order: Order, text: string, messageId: number | null): Promise<SeriesIntake> {
    const check = checkSeries(text, order.product.seriesPattern);
    if (!check.valid) {
      if (order.status !== 'awaiting_series') return { outcome: 'notAwaited', order };
      return { outcome: 'invalid', order, problem: check.problem, pattern: order.product.seriesPattern };
    }
    let confirmed = await this.series.confirm({ orderId: order.id, series: check.series, messageId });
    if (!confirmed) throw new OrderNotFound(order.id);
    if (currentStatus(confirmed) !== confirmed.status) {
      await this.settlement.settle(order.id);
      confirmed = await this.read(order.id);
    }
    return { outcome: confirmed.series === check.series ? 'confirmed' : 'notAwaited', order: confirmed };
  }

  private async read(orderId: number): Promise<Order> {
    const order = await this.orders.find(orderId);
    if (!order) throw new OrderNotFound(orderId);
    return order;
  }
}

const actorOf = ({ actor, userId }: OrderActor): Actor =>
  actor ?? (userId === null ? { kind: 'system' } : chatActor(userId));
