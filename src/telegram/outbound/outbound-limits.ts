import { type Lane } from '../telegram-gateway';

/** How many may leave at once, and how fast permission grows back. */
export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * What Telegram bears. Exact limits are unpublished and adaptive; these are the ones its FAQ names
 * (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
 */
export abstract class OutboundLimits {
  /** Messages over all chats. */
  abstract readonly overall: Pace;
  /** Pace inside one private chat, below the `answer` lane. */
  abstract readonly privateChat: Pace;
  /** Pace inside one group or channel, below the `answer` lane. */
  abstract readonly groupChat: Pace;
  /** JSON calls of a lane that may be under way at once; together they stay within the connections of their kind. */
  abstract readonly inFlight: Readonly<Record<Lane, number>>;
  /** Calls of a lane that may wait; the next is refused with `TelegramRateLimited`. */
  abstract readonly waiting: number;
  /** The longest a call of a lane waits before it is refused with `TelegramRateLimited`. */
  abstract readonly patienceMs: Readonly<Record<Lane, number>>;
}

export const publicServerLimits: OutboundLimits = Object.freeze({
  overall: { burst: 10, perSecond: 30 },
  privateChat: { burst: 3, perSecond: 1 },
  groupChat: { burst: 3, perSecond: 20 / 60 },
  inFlight: { answer: 128, notice: 32, progress: 16, bulk: 256 },
  waiting: 2_000,
  // A person looks at the screen: past ten seconds an honest "busy" is better. A progress edit is soon overtaken by the next.
  // A broadcast waits in its ledger, where it can still be paused.
  patienceMs: { answer: 10_000, notice: 60_000, progress: 5_000, bulk: 1_000 },
});

/** The same for a bot whose overall limit is another: told by the rate at which its owner lets it broadcast. */
export const limitsFor = (overallPerSecond: number): OutboundLimits =>
  Object.freeze({
    ...publicServerLimits,
    overall: { burst: Math.max(10, overallPerSecond / 4), perSecond: overallPerSecond },
  });
