import { type BotApiClient } from './bot-api-client';
import { classifyFailure, type FileLimits } from './error-classification';

/** How much longer than the long poll itself its answer may take to arrive. */
const ANSWER_MARGIN_MS = 10_000;

export interface PollRequest {
  /** The first update that is wanted; everything below counts as confirmed and is forgotten by Telegram. */
  offset: number | undefined;
  limit: number;
  /** How long Telegram holds the request open when there is nothing, 0–50 s. */
  timeoutSeconds: number;
  allowedUpdates: readonly string[];
  signal: AbortSignal;
}

/**
 * How updates are asked for and announced. It speaks on connections of its own and past the lanes and breakers: a long
 * poll is neither urgent nor a sign of anybody's health. Fails with the classes of `telegram-errors.ts`.
 */
export class UpdateSource {
  constructor(
    private readonly client: BotApiClient,
    private readonly settings: FileLimits & { requestTimeoutMs: number },
  ) {}

  /** Long polls. Throws the signal's reason as soon as that is aborted; updates that were under way come again. */
  async poll({ offset, limit, timeoutSeconds, allowedUpdates, signal }: PollRequest): Promise<unknown[]> {
    const updates = await this.call(
      'getUpdates',
      { ...(offset !== undefined && { offset }), limit, timeout: timeoutSeconds, allowed_updates: allowedUpdates },
      timeoutSeconds * 1000 + ANSWER_MARGIN_MS,
      signal,
    );
    return Array.isArray(updates) ? (updates as unknown[]) : [];
  }

  /** Makes Telegram call `url` for each update. Setting the same again is harmless. */
  async setWebhook(
    webhook: { url: string; secret: string; allowedUpdates: readonly string[]; maxConnections: number },
    signal?: AbortSignal,
  ): Promise<void> {
    const payload = {
      url: webhook.url,
      secret_token: webhook.secret,
      allowed_updates: webhook.allowedUpdates,
      max_connections: webhook.maxConnections,
    };
    await this.call('setWebhook', payload, this.settings.requestTimeoutMs, signal);
  }

  /** Ends webhook delivery; updates that wait are kept for polling. Harmless when none is set. */
  async deleteWebhook(signal?: AbortSignal): Promise<void> {
    await this.call('deleteWebhook', {}, this.settings.requestTimeoutMs, signal);
  }

  private async call(
    method: string,
    payload: Record<string, unknown>,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<unknown> {
    try {
      return await this.client.call(method, payload, { connection: 'poll', timeoutMs, signal });
    } catch (error) {
      throw classifyFailure(error, method, this.settings);
    }
  }
}
