import { CircuitOpen } from '../../resilience';
import {
  ChatMigrated,
  ChatUnreachable,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
} from '../../telegram/telegram-errors';
import type { RecipientReason } from '../broadcast-state';
import type { RecipientOutcome } from '../ledger/ledger-entry';

/** Sendings to one person that may fail for reasons that pass, the last of which settles it. */
const MOST_FAULTS = 6;
const FIRST_RETRY_MS = 2_000;
const MAX_DETAIL = 200;

/** Refusals that are about the bot, not about the recipient: its token is wrong, or the server is another. */
const BOT_REFUSED = new Set([401, 404]);

/** What a failed sending means for the ledger, and for everybody who is still to be sent to. */
export interface Judgement {
  readonly outcome: RecipientOutcome;
  /** `pause`: Telegram said 429 and for how long; `brake`: it is unwell. */
  readonly consequence?: { readonly kind: 'pause'; readonly ms: number } | { readonly kind: 'brake' };
}

/**
 * Sorts a failure. The rule above all: what may have arrived is never sent again by itself. Only where Telegram certainly did
 * nothing does a recipient go back into the queue, and then a bounded number of times.
 */
export function judgeFailure(error: unknown, faults: number): Judgement {
  if (error instanceof ChatUnreachable) return { outcome: unreachable(error) };
  if (error instanceof ChatMigrated) return { outcome: { status: 'invalid', reason: 'not-found' } };
  if (error instanceof TelegramRateLimited) {
    // Without a cause it was the way out that let nobody through for too long; Telegram was not asked.
    if (error.cause === undefined) return { outcome: { status: 'queued' }, consequence: { kind: 'brake' } };
    return { outcome: { status: 'queued' }, consequence: { kind: 'pause', ms: error.retryAfterSeconds * 1000 } };
  }
  if (error instanceof TelegramRejected) {
    if (BOT_REFUSED.has(error.status))
      return { outcome: afterFault(faults, error.description), consequence: { kind: 'brake' } };
    return { outcome: { status: 'failed', reason: 'rejected', detail: cut(error.description) } };
  }
  if (error instanceof TelegramTransient && !error.maybeDone) {
    // An open breaker has not even asked: that is no attempt.
    const outcome: RecipientOutcome =
      error.cause instanceof CircuitOpen ? { status: 'queued' } : afterFault(faults, error.description);
    return { outcome, consequence: { kind: 'brake' } };
  }
  const detail = error instanceof TelegramTransient ? cut(error.description) : undefined;
  return { outcome: { status: 'unknown', reason: 'no-answer', detail }, consequence: { kind: 'brake' } };
}

function unreachable({ reason, cause }: ChatUnreachable): RecipientOutcome {
  const detail = cause instanceof Error ? cut(cause.message) : undefined;
  if (reason === 'blocked') return { status: 'blocked', reason, detail };
  const known: RecipientReason = reason === 'kicked' ? 'forbidden' : reason;
  return { status: 'invalid', reason: known, detail };
}

function afterFault(faults: number, description: string): RecipientOutcome {
  if (faults + 1 >= MOST_FAULTS) return { status: 'failed', reason: 'transient', detail: cut(description) };
  return { status: 'queued', retryInMs: FIRST_RETRY_MS * 2 ** faults };
}

const cut = (text: string): string => text.slice(0, MAX_DETAIL);
