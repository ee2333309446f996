import { CircuitOpen, DeadlineExceeded } from '../../resilience';
import { MediaStoreFull, MediaStoreUnwell, MediaTooLarge } from '../../media-store';
import { FileTooBig, TelegramRateLimited, TelegramRejected, TelegramTransient } from '../../telegram/telegram-errors';
import { TransferCut, TransferStalled } from '../orders.errors';
import type { MediaFailure } from './product-media';

/** Pauses between the attempts of one round; how often and how steeply is said by the settings. */
export const DOWNLOAD_PAUSES = { firstMs: 2_000, longestMs: 60_000 };
/** Where nothing was tried, because Telegram or the media store is known to be unwell just now. */
export const UNWELL_PAUSE_MS = 15_000;
/** After a download was given up and people were told: later and later, and then no more. */
const LATE_PAUSES_MS = [5, 30, 120, 720].map((minutes) => minutes * 60_000);

/** What a failed run means: why, in our words, and whether another one may go better. */
export interface FailureVerdict {
  readonly failure: MediaFailure;
  readonly isPermanent: boolean;
}

/** Whether nothing was tried at all: a circuit breaker stood between. Such a run costs no attempt. */
export const wasTurnedAway = (error: unknown): boolean =>
  error instanceof CircuitOpen || (error instanceof TelegramTransient && error.cause instanceof CircuitOpen);

export function judgeFailure(error: unknown): FailureVerdict {
  if (error instanceof FileTooBig || error instanceof MediaTooLarge) return { failure: 'tooBig', isPermanent: true };
  if (error instanceof TelegramRejected) return { failure: 'rejected', isPermanent: true };
  if (error instanceof TelegramRateLimited || error instanceof TelegramTransient) {
    return { failure: 'telegram', isPermanent: false };
  }
  if (error instanceof TransferCut) return { failure: 'cut', isPermanent: false };
  if (error instanceof TransferStalled) return { failure: 'stalled', isPermanent: false };
  if (error instanceof DeadlineExceeded) return { failure: 'timedOut', isPermanent: false };
  if (error instanceof MediaStoreFull) return { failure: 'storeFull', isPermanent: false };
  if (error instanceof MediaStoreUnwell || error instanceof CircuitOpen)
    return { failure: 'store', isPermanent: false };
  return { failure: 'unknown', isPermanent: false };
}

/** When the scheduler tries once more after `retries` such tries; `null`: no more. */
export const latePauseAfter = (retries: number): number | null => LATE_PAUSES_MS[retries] ?? null;
