import { TelegramRateLimited, TelegramRejected } from '../../../telegram';

/** What a failed poll asks for. */
export type PollRemedy = { kind: 'delete-webhook' } | { kind: 'pause'; atLeastMs: number };

/**
 * Telegram's 409 has three texts. Two speak of a webhook, which has to go; the third says that another process polls
 * with this token, as it does for a moment in every rolling restart: wait for it.
 */
export function remedyFor(error: unknown): PollRemedy {
  if (error instanceof TelegramRejected && error.status === 409 && /webhook/i.test(error.description)) {
    return { kind: 'delete-webhook' };
  }
  const atLeastMs = error instanceof TelegramRateLimited ? error.retryAfterSeconds * 1000 : 0;
  return { kind: 'pause', atLeastMs };
}

/** One line for the log: enough to act on, nothing secret. */
export function describePollFailure(error: unknown): string {
  if (error instanceof TelegramRejected && error.status === 401) {
    return 'Telegram does not know this bot token: check BOT_TOKEN (BotFather revokes the old one when it makes a new one)';
  }
  if (error instanceof TelegramRejected) return `${error.status} ${error.description}`;
  return error instanceof Error ? error.message : 'unknown failure';
}
