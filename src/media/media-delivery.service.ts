import { Injectable, Logger } from '@nestjs/common';
import { type JobContext, JobDispatcher, UnrecoverableJobError } from '../queue';
import { ChatUnreachable, TelegramRateLimited, TelegramRejected } from '../telegram/telegram-errors';
import { type Lane, TelegramGateway } from '../telegram/telegram-gateway';
import { type Delivery, type DeliveryFailure, type DeliveryRequest } from './media-delivery.repository';
import { MediaDeliveryRepository } from './media-delivery.repository';
import type { MediaFile } from './media-file';
import { deliverMediaJob } from './media.jobs';
import { MediaMessages } from './media.messages';

const DISPATCH_PAGE = 500;
/** Lost deliveries and forgotten messages looked at in one go of the scheduler. */
const SWEEP_LIMIT = 200;

/** Carries a delivery to its end: the file sent and counted, or the person told that it won't come. */
@Injectable()
export class MediaDeliveryService {
  private readonly logger = new Logger(MediaDeliveryService.name);

  constructor(
    private readonly deliveries: MediaDeliveryRepository,
    private readonly gateway: TelegramGateway,
    private readonly jobs: JobDispatcher,
    private readonly messages: MediaMessages,
  ) {}

  /** Sends the file and records it. Throws the gateway's errors; the delivery is then still open. */
  async send(delivery: Delivery, file: MediaFile, lane: Lane): Promise<void> {
    await this.sendAvailable(delivery.chatId, file, lane);
    await this.deliveries.markSent(delivery.id);
    await this.closeWaitingMessage({ ...delivery, status: 'sent' });
  }

  /** Ends a delivery that can't succeed, and says so where somebody waits for it. */
  async fail(delivery: Delivery, failure: DeliveryFailure): Promise<void> {
    await this.deliveries.markFailed(delivery.id, failure);
    await this.closeWaitingMessage({ ...delivery, status: 'failed', failure });
  }

  /** Leaves the delivery to a job, which begins after `delayMs`. */
  async postpone(delivery: Delivery, delayMs: number): Promise<void> {
    const request = await this.deliveries.postpone(delivery.id);
    if (request) await this.jobs.dispatch(deliverMediaJob, request, { urgency: 'interactive', delayMs });
  }

  /** The work of one delivery job. */
  async deliver(request: DeliveryRequest, context: JobContext): Promise<void> {
    const taken = await this.deliveries.take(request);
    if (!taken) return;
    const { delivery, file } = taken;
    if (!file) return this.fail(delivery, 'gone');
    if (file.servedFileId === null) {
      // Asked for again meanwhile; the end of that processing brings the next job.
      await this.deliveries.postpone(delivery.id);
      return;
    }
    try {
      await this.send(delivery, file, 'notice');
    } catch (error) {
      // Waiting for Telegram is no failed attempt: the job comes again when Telegram permits.
      if (error instanceof TelegramRateLimited) return this.postpone(delivery, error.retryAfterSeconds * 1000);
      if (error instanceof ChatUnreachable) return this.fail(delivery, 'unreachable');
      if (error instanceof TelegramRejected) {
        await this.fail(delivery, 'rejected');
        throw new UnrecoverableJobError('Telegram refused the file', { cause: error });
      }
      if (context.isLastAttempt && !context.signal.aborted) await this.fail(delivery, 'failed');
      throw error;
    }
  }

  /** Dispatches a job for everybody who waits for this file. */
  async deliverToWaiting(fileId: number): Promise<void> {
    let afterId = 0;
    for (;;) {
      const page = await this.deliveries.waitingFor(fileId, afterId, DISPATCH_PAGE);
      await this.jobs.dispatchAll(deliverMediaJob, page, { urgency: 'interactive' });
      if (page.length < DISPATCH_PAGE) return;
      afterId = page.at(-1)?.deliveryId ?? afterId;
    }
  }

  /** Takes up what a lost job or a killed process has left. Answers how many deliveries were dispatched again. */
  async redispatchLost(): Promise<number> {
    const lost = await this.deliveries.requestLostAgain(SWEEP_LIMIT);
    await this.jobs.dispatchAll(deliverMediaJob, lost, { urgency: 'interactive' });
    for (const delivery of await this.deliveries.leftovers(SWEEP_LIMIT)) await this.closeWaitingMessage(delivery);
    return lost.length;
  }

  /** The copy; should Telegram not know it any more, the original. */
  private async sendAvailable(chatId: number, file: MediaFile, lane: Lane): Promise<void> {
    const captionHtml = this.messages.caption(file);
    const fileId = file.servedFileId ?? file.originalFileId;
    try {
      await this.gateway.sendStoredFile(chatId, { kind: file.kind, fileId, captionHtml }, { lane });
    } catch (error) {
      if (!(error instanceof TelegramRejected) || fileId === file.originalFileId) throw error;
      this.logger.warn({ msg: 'Telegram refused the processed copy, sending the original', fileId: file.id });
      await this.gateway.sendStoredFile(
        chatId,
        { kind: file.kind, fileId: file.originalFileId, captionHtml },
        { lane },
      );
    }
  }

  /** The delivery has ended whether or not this works; what stays behind is tried again by the scheduler. */
  private async closeWaitingMessage(delivery: Delivery): Promise<void> {
    const { chatId, waitingMessageId, language, status, failure } = delivery;
    if (waitingMessageId === null) return;
    try {
      if (status === 'sent') await this.gateway.deleteMessage(chatId, waitingMessageId, { lane: 'notice' });
      else
        await this.gateway.editText(chatId, waitingMessageId, this.messages.notDelivered(language, failure), {
          lane: 'notice',
        });
    } catch (error) {
      const isHopeless = error instanceof ChatUnreachable || error instanceof TelegramRejected;
      this.logger.warn({
        msg: 'a waiting message could not be closed',
        deliveryId: delivery.id,
        isHopeless,
        err: error,
      });
      if (!isHopeless) return;
    }
    await this.deliveries.forgetWaitingMessage(delivery.id);
  }
}
