import type { Broadcast } from './broadcast';

/** Columns of `broadcasts b` as `Broadcast` names them. */
export const BROADCAST_SELECT = `
  SELECT b.id, b.status, b.content, b.buttons, b.language, b.active_within_days AS "activeWithinDays", b.silent, b.protect,
         b.start_at AS "startAt", b.author, b.audience_complete AS "audienceComplete", b.pause_reason AS "pauseReason",
         b.created_at AS "createdAt", b.started_at AS "startedAt", b.ended_at AS "endedAt",
         b.total, b.sent, b.blocked, b.invalid, b.failed, b.unknown`;

export type BroadcastRow = Omit<Broadcast, 'counts'> & Omit<Broadcast['counts'], 'open'>;

export function toBroadcast({ total, sent, blocked, invalid, failed, unknown, ...rest }: BroadcastRow): Broadcast {
  const open = total - sent - blocked - invalid - failed - unknown;
  return { ...rest, counts: { total, open, sent, blocked, invalid, failed, unknown } };
}
