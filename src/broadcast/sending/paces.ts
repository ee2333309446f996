import type { BroadcastConfig } from '../../config/app-config';
import type { PaceLimits } from '../../coordination';
import type { BroadcastContent } from '../broadcast';

/** One of the paces that broadcasts go at, shared by all processes. */
export interface MessagePace {
  readonly name: string;
  readonly limits: PaceLimits;
}

/** What a broadcast takes of its pace with each recipient. */
export interface BroadcastLoad {
  readonly pace: MessagePace;
  /** An album counts as so many messages. */
  readonly slotsEach: number;
  readonly paid: boolean;
}

/** Telegram's rate for bots that don't pay, which albums can't leave: `copyMessages` knows no `allow_paid_broadcast`. */
const FREE_PER_SECOND = 30;

/** The pace of what is not paid for. Answers to people are counted in. */
export const freePace = ({ perSecond, paid }: BroadcastConfig): MessagePace => ({
  name: 'messages',
  limits: limitsOf(paid ? Math.min(FREE_PER_SECOND, perSecond) : perSecond),
});

/** Messages that each recipient gets: more than one for an album. */
export const messagesOf = (content: BroadcastContent): number =>
  content.kind === 'copy' ? content.messageIds.length : 1;

export function loadOf(slotsEach: number, config: BroadcastConfig): BroadcastLoad {
  const paid = config.paid && slotsEach === 1;
  const pace = paid ? { name: 'paid messages', limits: limitsOf(config.perSecond) } : freePace(config);
  return { pace, slotsEach, paid };
}

/** What a hiccup kept from being used may be caught up on: a third of a second's worth, within these bounds. */
const CAUGHT_UP = { least: 10, most: 100 };

/** Telegram takes about a second's worth at once. */
function limitsOf(perSecond: number): PaceLimits {
  const burst = Math.min(Math.max(perSecond / 3, CAUGHT_UP.least), CAUGHT_UP.most);
  return { perSecond, burst: Math.min(burst, perSecond) };
}
