import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { AppConfig } from '../../config';
import { I18n, Words } from '../../i18n';
import { pause } from '../../resilience';
import { TelegramRateLimited, TelegramRejected } from '../../telegram/telegram-errors';
import { type Lane, TelegramGateway } from '../../telegram/telegram-gateway';
import type { ProgressView } from '../progress/progress-policy';
import type { Standing } from '../queue/queue-view';
import { StatusRepository } from '../queue/status.repository';
import type { LiveRequest } from '../queue/voice-request';
import { cancelButton, progressText, standingText } from './status-texts';

/** How an edit that only tells how far things are has gone. */
export type Shown =
  | { outcome: 'shown' }
  | { outcome: 'paused'; untilMs: number }
  /** There is no message any more that could show it. */
  | { outcome: 'gone' };

/**
 * The one message that tells a request's whole story. Its end is an edit of the same message, so that telling it twice,
 * as after a crash, is the same as telling it once.
 */
@Injectable()
export class StatusMessages {
  constructor(
    private readonly gateway: TelegramGateway,
    private readonly requests: StatusRepository,
    private readonly i18n: I18n,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Answers the new message's id. */
  async announce(request: LiveRequest, standing: Standing): Promise<number> {
    const words = this.wordsFor(request);
    const { messageId } = await this.gateway.sendText(request.chatId, standingText(words, request, standing), {
      replyToMessageId: request.voiceMessageId,
      buttons: cancelButton(words, request),
    });
    return messageId;
  }

  async showStanding(request: LiveRequest, standing: Standing, signal: AbortSignal): Promise<Shown> {
    const words = this.wordsFor(request);
    return this.show(request, standingText(words, request, standing), words, signal);
  }

  async showProgress(request: LiveRequest, view: ProgressView, signal: AbortSignal): Promise<Shown> {
    if (request.statusHeldMs > 0) return { outcome: 'paused', untilMs: this.clock.now() + request.statusHeldMs };
    const words = this.wordsFor(request);
    return this.show(request, progressText(words, view), words, signal);
  }

  /** Says how it ended, in the message that is there or, when that can't be changed any more, in a new one. */
  async end(request: LiveRequest, html: string, signal?: AbortSignal): Promise<void> {
    const messageId = await this.awaitOwnMessage(request, signal);
    if (messageId !== null) {
      try {
        return await this.gateway.editText(request.chatId, messageId, html, { lane: 'answer', signal });
      } catch (error) {
        if (!(error instanceof TelegramRejected)) throw error;
        await this.requests.forgetStatusMessage(request.id);
      }
    }
    await this.gateway.sendText(request.chatId, html, { replyToMessageId: request.voiceMessageId, signal });
  }

  /** An edit may still be on its way, and would overwrite what is said next: that is then said in a new message. */
  async abandon(request: LiveRequest): Promise<void> {
    await this.requests.forgetStatusMessage(request.id);
    await this.remove(request);
  }

  /** Takes away a status message that came too late to be of use. */
  async remove({ chatId, statusMessageId }: Pick<LiveRequest, 'chatId' | 'statusMessageId'>): Promise<void> {
    if (statusMessageId === null) return;
    // At worst an outdated message stays; what it was about is said elsewhere.
    await this.gateway.deleteMessage(chatId, statusMessageId, { lane: 'notice' }).catch(() => undefined);
  }

  wordsFor({ language }: Pick<LiveRequest, 'language'>): Words {
    return new Words(this.i18n, language ?? this.config.bot.defaultLanguage);
  }

  private async show(request: LiveRequest, html: string, words: Words, signal: AbortSignal): Promise<Shown> {
    if (request.statusMessageId === null) return { outcome: 'gone' };
    const lane: Lane = 'progress';
    try {
      await this.gateway.editText(request.chatId, request.statusMessageId, html, {
        lane,
        buttons: cancelButton(words, request),
        signal,
      });
      return { outcome: 'shown' };
    } catch (error) {
      if (error instanceof TelegramRateLimited) {
        return { outcome: 'paused', untilMs: this.clock.now() + error.retryAfterSeconds * 1000 };
      }
      if (!(error instanceof TelegramRejected)) throw error;
      await this.requests.forgetStatusMessage(request.id);
      return { outcome: 'gone' };
    }
  }

  /** Waits until nobody else edits the status message, and answers its id. */
  private async awaitOwnMessage(request: LiveRequest, signal?: AbortSignal): Promise<number | null> {
    let latest: LiveRequest | null = request;
    while (latest && latest.statusHeldMs > 0) {
      await pause(Math.min(latest.statusHeldMs, 100), signal);
      signal?.throwIfAborted();
      latest = await this.requests.find(request.id);
    }
    return latest?.statusMessageId ?? null;
  }
}
