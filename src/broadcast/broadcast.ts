import type { Actor } from '../audit';
import type { Page } from '../database/listing';
import type { Language } from '../i18n';
import type { BroadcastStatus, RecipientReason, RecipientStatus } from './broadcast-state';

/** Whoever made it; the application itself makes none. */
export type BroadcastAuthor = Exclude<Actor, { kind: 'system' }>;

/**
 * What is sent: a text in Telegram's HTML, or a copy of messages the bot can see. Several ids are the pieces of one album,
 * ascending; `albumId` names it while its pieces are still arriving.
 */
export type BroadcastContent =
  | { readonly kind: 'text'; readonly html: string }
  | {
      readonly kind: 'copy';
      readonly chatId: number;
      readonly messageIds: readonly number[];
      readonly albumId?: string;
    };

/** A button under the message. Each leads to an address. */
export interface BroadcastButton {
  readonly text: string;
  readonly url: string;
}

/** What may be changed until it starts. */
export interface BroadcastOptions {
  /** Rows of buttons; albums can't have any. */
  readonly buttons: readonly (readonly BroadcastButton[])[];
  /** Only people who chose this language; `null`: everybody. */
  readonly language: Language | null;
  /** Only people seen in the last so many days; `null`: everybody. */
  readonly activeWithinDays: number | null;
  /** Without a sound. */
  readonly silent: boolean;
  /** Can't be forwarded or saved. */
  readonly protect: boolean;
}

export interface BroadcastDraft extends Partial<BroadcastOptions> {
  readonly content: BroadcastContent;
}

export type BroadcastChanges = Partial<BroadcastDraft>;

/** `admin`: somebody pressed pause; `failures`: hundreds in a row failed for one reason that won't go away. */
export type PauseReason = 'admin' | 'failures';

/** Recipients by outcome. `open`: still to be sent, or under way; once cancelled, those who get nothing. */
export interface BroadcastCounts {
  readonly total: number;
  readonly open: number;
  readonly sent: number;
  readonly blocked: number;
  readonly invalid: number;
  readonly failed: number;
  readonly unknown: number;
}

export interface Broadcast extends BroadcastOptions {
  readonly id: number;
  readonly status: BroadcastStatus;
  readonly content: BroadcastContent;
  /** When it begins by itself. */
  readonly startAt: Date | null;
  readonly author: BroadcastAuthor;
  readonly counts: BroadcastCounts;
  /** False while recipients are still being written into the ledger: `counts.total` grows. */
  readonly audienceComplete: boolean;
  readonly pauseReason: PauseReason | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  /** Finished or cancelled. */
  readonly endedAt: Date | null;
}

export type BroadcastPage = Page<Broadcast>;

/** What began on one day. */
export interface BroadcastDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly begun: number;
  /** Messages that have arrived by now, on whichever day. */
  readonly sent: number;
}

/** One line of the ledger. */
export interface LedgerEntry {
  readonly userId: number;
  readonly firstName: string | null;
  readonly username: string | null;
  readonly status: RecipientStatus;
  readonly reason: RecipientReason | null;
  /** Telegram's own words. */
  readonly detail: string | null;
  /** The message in that person's chat. */
  readonly messageId: number | null;
  readonly attempts: number;
  readonly settledAt: Date | null;
}

export interface LedgerFilter {
  readonly status?: RecipientStatus;
  readonly reason?: RecipientReason;
  readonly userId?: number;
}

/** How fast messages may go to all of Telegram at this moment. */
export interface SendingPace {
  /** Below the limit for a while after Telegram asked to slow down. */
  readonly perSecond: number;
  readonly limitPerSecond: number;
  /** Until when Telegram wants nothing. */
  readonly waitingUntil: Date | null;
}

/** How the sending goes at this moment. */
export interface BroadcastPace {
  /** Messages a second that are allowed now, to all broadcasts together. */
  readonly perSecond: number;
  /** Set while Telegram has asked for a pause (429): when it is over. */
  readonly waitingUntil: Date | null;
}
