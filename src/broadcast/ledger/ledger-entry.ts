import type { RecipientReason, SettledStatus } from '../broadcast-state';

/** Names one line of one ledger. */
export interface RecipientKey {
  readonly broadcastId: number;
  readonly userId: number;
}

/** A recipient whose sending may begin now: the row says so. */
export interface MarkedRecipient extends RecipientKey {
  /** The outcome is only taken together with it. */
  readonly attempts: number;
  /** Transient failures so far. */
  readonly faults: number;
}

/** What became of one sending, as the ledger takes it. */
export type RecipientOutcome =
  | { readonly status: 'sent'; readonly messageId: number }
  | { readonly status: Exclude<SettledStatus, 'sent'>; readonly reason: RecipientReason; readonly detail?: string }
  /** Telegram did nothing: back into the queue, after a pause when it counts as a fault. */
  | { readonly status: 'queued'; readonly retryInMs?: number };

export interface SettledRecipient extends MarkedRecipient {
  readonly outcome: RecipientOutcome;
}
