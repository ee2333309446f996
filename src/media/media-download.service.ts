import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work';
import type { Language } from '../i18n';
import { ChatUnreachable, TelegramRateLimited, TelegramRejected, TelegramTransient } from '../telegram/telegram-errors';
import { TelegramGateway } from '../telegram/telegram-gateway';
import { type Delivery, MediaDeliveryRepository } from './media-delivery.repository';
import { MediaDeliveryService } from './media-delivery.service';
import type { MediaFile } from './media-file';
import { MediaMessages } from './media.messages';

/** Before a job tries again what Telegram could not take just now. */
const RETRY_AFTER_MS = 2_000;
const MAX_KEY_LENGTH = 64;

export interface DownloadRequest {
  fileId: number;
  userId: number;
  /** Where the file goes. */
  chatId: number;
  /** Of the waiting message. */
  language: Language;
  /**
   * What makes this request this request: the same key again, for example because a handler was run twice, is the same
   * delivery and counts once. At most 64 characters, for example `callback:4382bfdwdsb323b2d9`.
   */
  key: string;
}

export type DownloadOutcome =
  /** The file has been sent (now, or earlier under the same key). */
  | { outcome: 'sent'; file: MediaFile }
  /** The person has a waiting message, and gets the file when processing ends. */
  | { outcome: 'preparing'; file: MediaFile }
  /** Telegram could not take it just now; it is sent as soon as it can be. */
  | { outcome: 'delayed'; file: MediaFile }
  /** No such file any more. */
  | { outcome: 'gone' };

/** Brings files to people and counts it. */
@Injectable()
export class MediaDownloadService {
  constructor(
    private readonly deliveries: MediaDeliveryRepository,
    private readonly delivery: MediaDeliveryService,
    private readonly gateway: TelegramGateway,
    private readonly messages: MediaMessages,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Sends the file at once, or as soon as it can be. Recorded and counted exactly once per key; sent at least once: a
   * process that dies between Telegram's answer and its record sends it again. Throws `ChatUnreachable` and
   * `TelegramRejected` when this chat can't get this file at all.
   */
  async request(request: DownloadRequest): Promise<DownloadOutcome> {
    const opened = await this.deliveries.open({ ...request, key: request.key.slice(0, MAX_KEY_LENGTH) });
    if (!opened) return { outcome: 'gone' };
    const { delivery, file } = opened;
    switch (delivery.status) {
      case 'sent':
        return { outcome: 'sent', file };
      case 'failed':
        return { outcome: 'gone' };
      case 'sending':
        return this.sendNow(delivery, file);
      case 'waiting':
        if (file.servedFileId === null) return this.askForPatience(delivery, file);
        return { outcome: 'delayed', file };
    }
  }

  /**
   * Counts a file that somebody shared through inline mode, where Telegram itself delivers it. Safe twice for a key;
   * unknown files are ignored.
   */
  async recordShared(share: { fileId: number; userId: number; key: string }): Promise<void> {
    await this.unitOfWork.run(async () => {
      const opened = await this.deliveries.open({
        ...share,
        key: share.key.slice(0, MAX_KEY_LENGTH),
        chatId: share.userId,
        language: 'en',
      });
      if (opened) await this.deliveries.markSent(opened.delivery.id);
    });
  }

  private async sendNow(delivery: Delivery, file: MediaFile): Promise<DownloadOutcome> {
    try {
      await this.delivery.send(delivery, file, 'answer');
      return { outcome: 'sent', file };
    } catch (error) {
      if (error instanceof ChatUnreachable) await this.delivery.fail(delivery, 'unreachable');
      if (error instanceof TelegramRejected) await this.delivery.fail(delivery, 'rejected');
      if (!(error instanceof TelegramTransient || error instanceof TelegramRateLimited)) throw error;
      const delayMs = error instanceof TelegramRateLimited ? error.retryAfterSeconds * 1000 : RETRY_AFTER_MS;
      await this.delivery.postpone(delivery, delayMs);
      return { outcome: 'delayed', file };
    }
  }

  private async askForPatience(delivery: Delivery, file: MediaFile): Promise<DownloadOutcome> {
    if (delivery.waitingMessageId === null) {
      const messageId = await this.sendWaitingMessage(delivery, file);
      const { isServable } = await this.deliveries.rememberWaitingMessage(delivery.id, messageId);
      // Processing ended between the request and now: whoever it told did not include this delivery.
      if (isServable) await this.delivery.postpone({ ...delivery, waitingMessageId: messageId }, 0);
    }
    return { outcome: 'preparing', file };
  }

  private async sendWaitingMessage(delivery: Delivery, file: MediaFile): Promise<number> {
    try {
      const html = this.messages.preparing(delivery.language, file);
      return (await this.gateway.sendText(delivery.chatId, html)).messageId;
    } catch (error) {
      if (error instanceof ChatUnreachable) await this.delivery.fail(delivery, 'unreachable');
      throw error;
    }
  }
}
