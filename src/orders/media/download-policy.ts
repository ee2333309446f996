import { DeadlineExceeded } from '../../resilience';
import { MediaStoreFull, MediaStoreUnwell, MediaTooLarge } from '../../media-store';
import { FileTooBig, TelegramRateLimited, TelegramRejected, TelegramTransient } from '../../telegram/telegram-errors';
import { TransferCut, TransferStalled } from '../orders.errors';
import type { MediaFailure } from './product-media';

/** The longest pause between the attempts of one round. */
const LONGEST_PAUSE_MS = 60_000;
const FIRST_PAUSE_MS = 2_000;
/** After a download was given up and people were told: later and later, and then no more. */
const LATE_PAUSES_MS = [5, 30, 120, 720].map((minutes) => minutes * 60_000);

/** What a failed run means: why, in our words, and whether another one may go better. */
export interface FailureVerdict {
  readonly failure: MediaFailure;
  readonly isPermanent: boolean;
  /** Telegram's own wish for a pause. */
  readonly waitMs?: number;
}

export function judgeFailure(error: unknown): FailureVerdict {
  if (error instanceof FileTooBig || error instanceof MediaTooLarge) return { failure: 'tooBig', isPermanent: true };
  if (error instanceof TelegramRejected) return { failure: 'rejected', isPermanent: true };
  if (error instanceof TelegramRateLimited) {
    return { failure: 'telegram', isPermanent: false, waitMs: error.retryAfterSeconds * 1000 };
  }
  if (error instanceof TelegramTransient) return { failure: 'telegram', isPermanent: false };
  if (error instanceof TransferCut) return { failure: 'cut', isPermanent: false };
  if (error instanceof TransferStalled) return { failure: 'stalled', isPermanent: false };
  if (error instanceof DeadlineExceeded) return { failure: 'timedOut', isPermanent: false };
  if (error instanceof MediaStoreFull) return { failure: 'storeFull', isPermanent: false };
  if (error instanceof MediaStoreUnwell) return { failure: 'store', isPermanent: false };
  return { failure: 'unknown', isPermanent: false };
}

/** How long to wait before attempt `attempts + 1`: growing, with jitter in its second half, never under `waitMs`. */
export function pauseAfter(attempts: number, base: number, waitMs = 0, random: () => number = Math.random): number {
  const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * base ** (attempts - 1));
  return Math.round(Math.max(waitMs, grown * (0.5 + random() / 2)));
}

/** When the scheduler tries once more after `retries` such tries; `null`: no more. */
export const latePauseAfter = (retries: number): number | null => LATE_PAUSES_MS[retries] ?? null;
