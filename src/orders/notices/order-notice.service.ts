import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../database/unit-of-work';
import { JobDispatcher } from '../../queue/job-dispatcher';
import { UnrecoverableJobError } from '../../queue/job-processor';
import { ChatUnreachable, TelegramRateLimited, TelegramRejected } from '../../telegram/telegram-errors';
import { TelegramGateway } from '../../telegram/telegram-gateway';
import { mayDo, UserService } from '../../users';
import type { Order } from '../order';
import { OrderRepository } from '../order.repository';
import { sendNoticeJob } from '../orders.jobs';
import type { NoticeOutcome, NoticeRequest } from './order-notice';
import { OrderNoticeMessages } from './order-notice.messages';
import { OrderNoticeRepository, type TakenNotice } from './order-notice.repository';

/**
 * Tells customers and staff how an order ended: one row for each of them and each round, written in the transaction that
 * ends it. A notice is sent once. Only when a process is killed between Telegram taking it and the row saying so is it
 * sent a second time, and says of itself that it may be a repetition: better than somebody waiting in vain.
 */
@Injectable()
export class OrderNoticeService {
  private readonly logger = new Logger(OrderNoticeService.name);

  constructor(
    private readonly notices: OrderNoticeRepository,
    private readonly orders: OrderRepository,
    private readonly messages: OrderNoticeMessages,
    private readonly users: UserService,
    private readonly gateway: TelegramGateway,
    private readonly jobs: JobDispatcher,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Writes the notices of an ended round; they leave after the commit. Call it inside the transaction that ends it. */
  async announce(order: Pick<Order, 'id' | 'userId' | 'round'>, outcome: NoticeOutcome): Promise<void> {
    const staff =
      outcome === 'recovered' ? [] : (await this.users.listStaff()).filter((user) => mayDo(user, 'orders:read'));
    const reachable = staff.filter((user) => user.reachability === 'reachable' && user.blockedAt === null);
    const recipientIds = [...new Set([order.userId, ...reachable.map(({ id }) => id)])];
    const requests = await this.notices.insert({ orderId: order.id, round: order.round, outcome, recipientIds });
    this.unitOfWork.afterCommit(async () => {
      for (const request of requests) await this.dispatch(request);
    });
  }

  /** The work of one notice job. */
  async send(request: NoticeRequest): Promise<void> {
    const taken = await this.notices.take(request);
    if (!taken) return;
    let isDelivered: boolean;
    try {
      isDelivered = await this.deliver(taken);
    } catch (error) {
      return this.handleFailure(taken, error);
    }
    if (isDelivered) await this.notices.markSent(taken.id);
    else await this.notices.markFailed(taken.id);
  }

  /** Takes up what a lost job or a killed process has left. Answers how many notices were dispatched again. */
  async redispatchLost(limit: number): Promise<number> {
    const lost = await this.notices.requestLostAgain(limit);
    for (const request of lost) await this.dispatch(request);
    return lost.length;
  }

  /** Answers false when there is nobody to tell, or nothing to tell about. */
  private async deliver({ orderId, recipientId, outcome, repeated }: TakenNotice): Promise<boolean> {
    const [order, recipient] = await Promise.all([this.orders.find(orderId), this.users.find(recipientId)]);
    if (!order || !recipient) return false;
    const customer = recipientId === order.userId ? recipient : await this.users.find(order.userId);
    const { html, buttons } = this.messages.compose({ order, outcome, recipient, customer, repeated });
    await this.gateway.sendText(recipientId, html, { lane: 'notice', buttons });
    return true;
  }

  private async handleFailure({ id, orderId, recipientId }: TakenNotice, error: unknown): Promise<void> {
    if (error instanceof TelegramRateLimited) {
      const delayMs = error.retryAfterSeconds * 1000;
      const request = await this.notices.postpone(id, delayMs);
      if (request) await this.dispatch(request, delayMs);
      return;
    }
    if (error instanceof ChatUnreachable) {
      this.logger.warn({ msg: 'order notice not delivered', noticeId: id, orderId, reason: error.reason });
      await this.notices.markFailed(id);
      return this.users.markUnreachable(recipientId, error.reason);
    }
    if (error instanceof TelegramRejected) {
      await this.notices.markFailed(id);
      throw new UnrecoverableJobError('Telegram refused an order notice', { cause: error });
    }
    await this.notices.release(id);
    throw error;
  }

  private async dispatch(request: NoticeRequest, delayMs?: number): Promise<void> {
    await this.jobs.dispatch(sendNoticeJob, request, { urgency: 'interactive', delayMs });
  }
}
