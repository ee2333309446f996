import { Moves } from '../common/moves';

/**
 * `draft`: being written; `scheduled`: begins by itself at its time; `running`: being sent; `paused`: stopped, by an admin or
 * by too many failures of one kind; `finished`: nobody is open; `cancelled`: given up, whoever was open gets nothing.
 */
export const broadcastStatuses = ['draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled'] as const;
export type BroadcastStatus = (typeof broadcastStatuses)[number];

export const { mayMove, sourcesOf } = new Moves<BroadcastStatus>({
  draft: ['scheduled', 'running', 'cancelled'],
  // Back to a draft: taken off the schedule, or found unfit to be sent when its time had come.
  scheduled: ['draft', 'running', 'cancelled'],
  running: ['paused', 'finished', 'cancelled'],
  paused: ['running', 'cancelled'],
  // Failed or unknown recipients are tried again.
  finished: ['running'],
  cancelled: [],
});

/** What has become of one recipient. `queued` and `sending` are open, the others are ends. */
export const recipientStatuses = ['queued', 'sending', 'sent', 'blocked', 'invalid', 'failed', 'unknown'] as const;
export type RecipientStatus = (typeof recipientStatuses)[number];
export type SettledStatus = Exclude<RecipientStatus, 'queued' | 'sending'>;

/**
 * Why a recipient ended as it did. `transient` is the only one that trying again may heal; `no-answer` (the line broke after
 * the request had left) and `interrupted` (the process died meanwhile) are the two reasons of `unknown`.
 */
export const recipientReasons = [
  'blocked',
  'deactivated',
  'not-found',
  'forbidden',
  'rejected',
  'transient',
  'no-answer',
  'interrupted',
] as const;
export type RecipientReason = (typeof recipientReasons)[number];

/** Reasons that lie with the message or the bot when they come for everybody in a row. */
export const permanentReasons: readonly RecipientReason[] = [
  'blocked',
  'deactivated',
  'not-found',
  'forbidden',
  'rejected',
];
