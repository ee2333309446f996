import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../../config';
import { Backoff, pause } from '../../../resilience';
import { TelegramRateLimited, UpdateSource } from '../../../telegram';
import { allowedUpdates } from '../allowed-updates';
import { describePollFailure } from '../polling/poll-failure';
import { ReceiverStatus } from '../receiver-status';

/** Tells Telegram where to call. Keeps trying until it is told; nothing else waits for it. */
@Injectable()
export class WebhookRegistration {
  private readonly logger = new Logger('Webhook');

  constructor(
    private readonly source: UpdateSource,
    private readonly status: ReceiverStatus,
    private readonly config: AppConfig,
  ) {}

  /** Resolves when Telegram knows the address, or the signal is aborted. Never throws. */
  async announce(stop: AbortSignal): Promise<void> {
    const { webhook } = this.config.telegram;
    if (!webhook) return;
    const backoff = new Backoff({ firstMs: 1_000, longestMs: 60_000 });
    while (!stop.aborted) {
      try {
        await this.source.setWebhook(
          {
            url: webhook.url + webhook.path,
            secret: webhook.secret,
            allowedUpdates,
            maxConnections: Math.min(100, this.config.bot.updateConcurrency),
          },
          stop,
        );
        this.status.enter('receiving');
        return;
      } catch (error) {
        if (stop.aborted) return;
        this.status.failed(error);
        const told = error instanceof TelegramRateLimited ? error.retryAfterSeconds * 1000 : 0;
        const pauseMs = Math.max(told, backoff.nextMs());
        this.logger.warn({
          msg: 'Telegram could not be told the webhook',
          reason: describePollFailure(error),
          pauseMs,
        });
        await pause(pauseMs, stop);
      }
    }
  }
}
