import { permanentReasons, type RecipientReason } from '../broadcast-state';
import type { SettledRecipient } from '../ledger/ledger-entry';

/** So many permanent failures of one kind in a row are no accident: the message or the bot is at fault. */
export const STREAK_LIMIT = 500;

/** How a batch of outcomes of one broadcast ended: the failures at its end that have one permanent reason. */
export interface Streak {
  readonly broadcastId: number;
  readonly reason: RecipientReason | null;
  readonly length: number;
  /** The whole batch is that streak, so that it goes on from the batch before. */
  readonly isWhole: boolean;
}

/** The streaks of a batch, one for each broadcast in it. What went back into the queue says nothing either way. */
export function streaksOf(batch: readonly SettledRecipient[]): Streak[] {
  const streaks = new Map<number, Streak>();
  for (const { broadcastId, outcome } of batch) {
    if (outcome.status === 'queued') continue;
    const found = 'reason' in outcome && permanentReasons.includes(outcome.reason) ? outcome.reason : null;
    const before = streaks.get(broadcastId);
    const goesOn = found !== null && before?.reason === found;
    streaks.set(broadcastId, {
      broadcastId,
      reason: found,
      length: found === null ? 0 : goesOn ? before.length + 1 : 1,
      isWhole: before === undefined ? found !== null : goesOn && before.isWhole,
    });
  }
  return [...streaks.values()];
}
