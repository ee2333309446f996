import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config';
import { DatabaseUnavailable } from '../../database/database-errors';
import { UnitOfWork } from '../../database/unit-of-work';
import { JobDispatcher } from '../../queue/job-dispatcher';
import { UnrecoverableJobError, type JobContext } from '../../queue/job-processor';
import { RetryPolicies, type RetryPolicy } from '../../resilience';
import {
  ChatUnreachable,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
} from '../../telegram/telegram-errors';
import { TelegramGateway } from '../../telegram/telegram-gateway';
import { mayDo, UserService } from '../../users';
import type { Order } from '../order';
import { OrderRepository } from '../order.repository';
import { sendNoticeJob } from '../orders.jobs';
import type { NoticeOutcome, NoticeRequest } from './order-notice';
import { NoticeTurns } from './notice-turns';
import { OrderNoticeMessages } from './order-notice.messages';
import { OrderNoticeRepository, type TakenNotice } from './order-notice.repository';

/** Longer than any notice waits in its lane before it leaves or is refused. */
const TAKEN_MS = 90_000;
/** Beyond the time that Telegram has to answer. */
const ANSWER_MARGIN_MS = 30_000;
/** A worker's place is no place to wait in: who must wait any longer comes back when it is time. */
const PATIENCE_MS = 1_000;
/** While the queue has the next attempt in hand, the scheduler keeps out of it. */
const IN_HAND_MS = 5 * 60_000;
/** After the queue's last attempt: soon, since what kept a notice back so long is mostly over by then. */
const LET_GO_MS = 15_000;

/** Somebody else has taken the notice over since this run began: there is nothing left to do. */
class NoticeTakenOver extends Error {}

/**
 * Tells customers and staff how an order ended: one row for each of them and each round, written in the transaction that
 * ends it. A notice is sent once. Only when nobody can know whether it arrived (the process was killed, or the connection
 * broke, between its leaving and the row saying so) is it sent a second time, and says of itself that it may be a
 * repetition: better than somebody waiting in vain.
 */
@Injectable()
export class OrderNoticeService {
  private readonly logger = new Logger(OrderNoticeService.name);
  private readonly recording: RetryPolicy;

  constructor(
    private readonly notices: OrderNoticeRepository,
    private readonly orders: OrderRepository,
    private readonly messages: OrderNoticeMessages,
    private readonly turns: NoticeTurns,
    private readonly users: UserService,
    private readonly gateway: TelegramGateway,
    private readonly jobs: JobDispatcher,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
    retries: RetryPolicies,
  ) {
    // Once a notice has arrived, only its own row does not know yet: worth waiting for the database.
    this.recording = retries.create('order-notice-record', {
      attempts: Infinity,
      firstMs: 200,
      longestMs: 2_000,
      base: 2,
    });
  }

  /** Writes the notices of ended rounds; they leave after the commit. Call it inside the transaction that ends them. */
  async announce(orders: readonly Order[], outcome: NoticeOutcome): Promise<void> {
    const staff =
      outcome === 'recovered' ? [] : (await this.users.listStaff()).filter((user) => mayDo(user, 'orders:read'));
    const reachable = staff.filter((user) => user.reachability === 'reachable' && user.blockedAt === null);
    const staffIds = reachable.map(({ id }) => id);
    const due = orders.flatMap(({ id: orderId, round, userId }) =>
      [...new Set([userId, ...staffIds])].map((recipientId) => ({ orderId, round, outcome, recipientId })),
    );
    const requests = await this.notices.insert(due);
    this.unitOfWork.afterCommit(() => this.jobs.dispatchAll(sendNoticeJob, requests, { urgency: 'interactive' }));
  }

  /** The work of one notice job. */
  async send(request: NoticeRequest, context: Pick<JobContext, 'isLastAttempt' | 'signal'>): Promise<void> {
    const taken = await this.notices.take(request, TAKEN_MS);
    if (!taken) return;
    const waitMs = this.turns.waitMs(taken);
    if (waitMs > 0) return this.postpone(taken, waitMs);
    let isDelivered: boolean;
    try {
      isDelivered = await this.deliver(taken);
    } catch (error) {
      return this.handleFailure(taken, error, context.isLastAttempt);
    }
    if (!isDelivered) return this.notices.markFailed(taken);
    await this.recording.execute(() => this.notices.markSent(taken.id), {
      isRetryable: (error) => error instanceof DatabaseUnavailable,
      signal: context.signal,
    });
  }

  /** Takes up what a lost job or a killed process has left. Answers how many notices were dispatched again. */
  async redispatchLost(limit: number): Promise<number> {
    const lost = await this.notices.requestLostAgain(limit);
    await this.jobs.dispatchAll(sendNoticeJob, lost, { urgency: 'interactive' });
    return lost.length;
  }

  /** Answers false when there is nobody to tell, or nothing to tell about. */
  private async deliver(taken: TakenNotice): Promise<boolean> {
    const { orderId, recipientId, outcome, repeated } = taken;
    const [order, recipient] = await Promise.all([this.orders.find(orderId), this.users.find(recipientId)]);
    if (!order || !recipient) return false;
    const customer = recipientId === order.userId ? recipient : await this.users.find(order.userId);
    const { html, buttons } = this.messages.compose({ order, outcome, recipient, customer, repeated });
    await this.gateway.sendText(recipientId, html, {
      lane: 'notice',
      buttons,
      beforeLeaving: this.departureOf(taken),
      patienceMs: PATIENCE_MS,
    });
    return true;
  }

  /** Not written down any earlier: what a killed process left waiting for its turn has certainly not arrived. */
  private departureOf(taken: TakenNotice): () => Promise<void> {
    let hasLeft = false;
    return async () => {
      if (hasLeft) return;
      hasLeft = await this.notices.markLeaving(taken, this.config.telegram.requestTimeoutMs + ANSWER_MARGIN_MS);
      if (!hasLeft) throw new NoticeTakenOver();
    };
  }

  private async handleFailure(taken: TakenNotice, error: unknown, isLastAttempt: boolean): Promise<void> {
    const { id, orderId, recipientId } = taken;
    if (error instanceof NoticeTakenOver) return;
    if (error instanceof TelegramRateLimited) {
      return this.postpone(taken, this.turns.putBehind(taken, error.retryAfterSeconds * 1000));
    }
    if (error instanceof ChatUnreachable) {
      this.logger.warn({ msg: 'order notice not delivered', noticeId: id, orderId, reason: error.reason });
      await this.notices.markFailed(taken);
      return this.users.markUnreachable(recipientId, error.reason);
    }
    if (error instanceof TelegramRejected) {
      await this.notices.markFailed(taken);
      throw new UnrecoverableJobError('Telegram refused an order notice', { cause: error });
    }
    // No answer came, and it may have arrived: it stays in doubt, and the next message will say so.
    const mayHaveArrived = error instanceof TelegramTransient && error.maybeDone;
    if (!mayHaveArrived) {
      this.turns.giveBack(taken);
      await this.notices.release(taken, isLastAttempt ? LET_GO_MS : IN_HAND_MS);
    }
    throw error;
  }

  private async postpone(taken: TakenNotice, delayMs: number): Promise<void> {
    const request = await this.notices.postpone(taken, delayMs);
    if (request) await this.jobs.dispatch(sendNoticeJob, request, { urgency: 'interactive', delayMs });
  }
}
