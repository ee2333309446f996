import { Backoff, pause } from '../../resilience';
import { TelegramRateLimited, TelegramTransient } from '../../telegram/telegram-errors';

/** How long somebody's answer is kept in memory while Telegram can't take it. */
const PATIENCE_MS = 3 * 60_000;

/** Says something to Telegram, again and again while it is busy or unwell. Any other failure, and the last one, is thrown. */
export async function patiently<T>(say: () => Promise<T>, signal: AbortSignal, patienceMs = PATIENCE_MS): Promise<T> {
  const givenUpAt = performance.now() + patienceMs;
  const backoff = new Backoff({ firstMs: 500, longestMs: 15_000 });
  for (;;) {
    signal.throwIfAborted();
    try {
      return await say();
    } catch (error) {
      const isPassing = error instanceof TelegramRateLimited || error instanceof TelegramTransient;
      const grownMs = backoff.nextMs();
      const waitMs = error instanceof TelegramRateLimited ? error.retryAfterSeconds * 1000 : grownMs;
      if (!isPassing || performance.now() + waitMs > givenUpAt) throw error;
      await pause(waitMs, signal);
    }
  }
}
