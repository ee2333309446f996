import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { type Streak, STREAK_LIMIT, streaksOf } from '../sending/failure-streak';
import type { MarkedRecipient, RecipientKey, SettledRecipient } from './ledger-entry';

interface KeyRow {
  broadcast_id: number;
  user_id: string;
}

/** Recipients that may be opened again, and the count they are in. */
const REOPENABLE = {
  'transient failures': { column: 'failed', condition: `status = 'failed' AND reason = 'transient'` },
  unknown: { column: 'unknown', condition: `status = 'unknown'` },
} as const;
export type Reopenable = keyof typeof REOPENABLE;

/**
 * A batch's streak `s`, gone on from the one that row `b` has at this moment. Of the row that is being changed: a batch of
 * another sender may have been written since the statement began.
 */
const STREAK_NOW = `s.length + CASE WHEN s.is_whole AND b.streak_reason = s.reason THEN b.streak_length ELSE 0 END`;
const STREAK_BREAKS = `(b.status = 'running' AND coalesce(${STREAK_NOW} >= $13, false))`;

/**
 * The lines of the ledgers, as the sender moves them: claimed, marked, settled. Each step is one statement for many
 * recipients, and the counts of a broadcast change in the statement that changes its lines.
 */
@Injectable()
export class LedgerRepository {
  constructor(private readonly database: Database) {}

  /**
   * Claims up to `limit` waiting recipients with ids above `after`, lowest first. A claim only keeps other senders away: the
   * line stays `queued`, because nothing is under way yet.
   */
  async claim(senderId: number, broadcastId: number, after: number, limit: number): Promise<RecipientKey[]> {
    const rows = await this.database.query<KeyRow>(
      `WITH free AS (
         SELECT user_id FROM broadcast_recipients
         WHERE broadcast_id = $2 AND status = 'queued' AND sender_id IS NULL AND user_id > $3
           AND (due_at IS NULL OR due_at <= now())
         ORDER BY user_id LIMIT $4 FOR UPDATE SKIP LOCKED
       )
       UPDATE broadcast_recipients r SET sender_id = $1 FROM free
       WHERE r.broadcast_id = $2 AND r.user_id = free.user_id
       RETURNING r.broadcast_id, r.user_id`,
      [senderId, broadcastId, after, limit],
    );
    return rows.map(toKey).sort((left, right) => left.userId - right.userId);
  }

  /**
   * Says of claimed recipients that their message is about to leave, and answers those whose may: their broadcast is running
   * at this very moment. Safe to repeat for recipients to whom nothing was sent.
   */
  async markSending(senderId: number, recipients: readonly RecipientKey[]): Promise<MarkedRecipient[]> {
    const rows = await this.database.query<KeyRow & { attempts: number; faults: number }>(
      `UPDATE broadcast_recipients r SET status = 'sending', attempts = r.attempts + 1
       FROM unnest($2::int[], $3::bigint[]) AS m (broadcast_id, user_id)
       JOIN broadcasts b ON b.id = m.broadcast_id AND b.status = 'running'
       WHERE r.broadcast_id = m.broadcast_id AND r.user_id = m.user_id AND r.sender_id = $1
         AND r.status IN ('queued', 'sending')
       RETURNING r.broadcast_id, r.user_id, r.attempts, r.faults`,
      [senderId, ...columnsOf(recipients)],
    );
    return rows.map((row) => ({ ...toKey(row), attempts: row.attempts, faults: row.faults }));
  }

  /**
   * Writes outcomes down, each once and only for the attempt it belongs to; also for recipients that were declared
   * `unknown` meanwhile, since the sender knows better. Answers the broadcasts that it paused for failing again and again.
   */
  async settle(batch: readonly SettledRecipient[]): Promise<number[]> {
    const streaks = streaksOf(batch);
    const rows = await this.database.query<{ id: number; paused: boolean }>(
      `WITH o AS (
         SELECT * FROM unnest($1::int[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::int[])
           AS o (broadcast_id, user_id, attempts, status, reason, detail, message_id, retry_in_ms)
       ), was AS (
         SELECT r.broadcast_id, r.user_id, r.status AS old_status, o.status, o.reason, o.detail, o.message_id, o.retry_in_ms
         FROM broadcast_recipients r JOIN o USING (broadcast_id, user_id, attempts)
         WHERE r.status = 'sending' OR (r.status = 'unknown' AND o.status <> 'queued')
         ORDER BY r.broadcast_id, r.user_id FOR UPDATE OF r
       ), changed AS (
         UPDATE broadcast_recipients r
         SET status = w.status, reason = w.reason, detail = w.detail, message_id = w.message_id, sender_id = NULL,
             faults = r.faults + (w.retry_in_ms IS NOT NULL)::int,
             due_at = now() + w.retry_in_ms * interval '1 millisecond',
             settled_at = CASE WHEN w.status <> 'queued' THEN now() END
         FROM was w WHERE r.broadcast_id = w.broadcast_id AND r.user_id = w.user_id
         RETURNING r.broadcast_id, w.status, w.old_status
       ), counted AS (
         SELECT broadcast_id,
                count(*) FILTER (WHERE status = 'sent') AS sent,
                count(*) FILTER (WHERE status = 'blocked') AS blocked,
                count(*) FILTER (WHERE status = 'invalid') AS invalid,
                count(*) FILTER (WHERE status = 'failed') AS failed,
                count(*) FILTER (WHERE status = 'unknown') - count(*) FILTER (WHERE old_status = 'unknown') AS unknown
         FROM changed GROUP BY broadcast_id
       )
       UPDATE broadcasts b
       SET sent = b.sent + c.sent, blocked = b.blocked + c.blocked, invalid = b.invalid + c.invalid,
           failed = b.failed + c.failed, unknown = b.unknown + c.unknown,
           streak_reason = CASE WHEN s.id IS NULL THEN b.streak_reason ELSE s.reason END,
           streak_length = CASE WHEN s.id IS NULL THEN b.streak_length ELSE ${STREAK_NOW} END,
           status = CASE WHEN ${STREAK_BREAKS} THEN 'paused' ELSE b.status END,
           pause_reason = CASE WHEN ${STREAK_BREAKS} THEN 'failures' ELSE b.pause_reason END,
           report_due = b.report_due OR ${STREAK_BREAKS}
       FROM counted c
       LEFT JOIN unnest($9::int[], $10::text[], $11::int[], $12::boolean[]) AS s (id, reason, length, is_whole)
         ON s.id = c.broadcast_id
       WHERE b.id = c.broadcast_id
       RETURNING b.id, b.status = 'paused' AND b.pause_reason = 'failures' AS paused`,
      [...outcomeColumns(batch), ...streakColumns(streaks), STREAK_LIMIT],
    );
    return rows.filter(({ paused }) => paused).map(({ id }) => id);
  }

  /**
   * Gives back everything a sender holds except what is really under way, which it names. What is not under way was
   * certainly not sent, even if it was marked, or declared `unknown` because the sender gave no sign of life.
   */
  async releaseUnsent(senderId: number, underWay: readonly RecipientKey[]): Promise<void> {
    await this.database.execute(
      `WITH held AS (
         SELECT r.broadcast_id, r.user_id, r.status FROM broadcast_recipients r
         JOIN broadcasts b ON b.id = r.broadcast_id
         WHERE r.sender_id = $1 AND (r.status IN ('queued', 'sending') OR b.status IN ('running', 'paused'))
           AND NOT EXISTS (
             SELECT 1 FROM unnest($2::int[], $3::bigint[]) AS u (broadcast_id, user_id)
             WHERE u.broadcast_id = r.broadcast_id AND u.user_id = r.user_id)
         ORDER BY r.broadcast_id, r.user_id FOR UPDATE OF r
       ), released AS (
         UPDATE broadcast_recipients r SET status = 'queued', sender_id = NULL, reason = NULL, settled_at = NULL
         FROM held h WHERE r.broadcast_id = h.broadcast_id AND r.user_id = h.user_id
         RETURNING r.broadcast_id, h.status
       )
       UPDATE broadcasts b SET unknown = b.unknown - c.unknown
       FROM (SELECT broadcast_id, count(*) AS unknown FROM released WHERE status = 'unknown' GROUP BY 1) c
       WHERE b.id = c.broadcast_id`,
      [senderId, ...columnsOf(underWay)],
    );
  }

  /** Gives back claimed recipients of one broadcast that is not to be sent now. */
  async unclaim(senderId: number, recipients: readonly RecipientKey[]): Promise<void> {
    await this.database.execute(
      `UPDATE broadcast_recipients r SET sender_id = NULL, status = 'queued'
       FROM unnest($2::int[], $3::bigint[]) AS m (broadcast_id, user_id)
       WHERE r.broadcast_id = m.broadcast_id AND r.user_id = m.user_id AND r.sender_id = $1
         AND r.status IN ('queued', 'sending')`,
      [senderId, ...columnsOf(recipients)],
    );
  }

  /**
   * Declares senders dead that have given no sign of life for `silentMs`. What was on its way with them is `unknown` from
   * now on, because nobody can tell whether it arrived; what they had only claimed is free again.
   */
  async buryDeadSenders(silentMs: number): Promise<{ unknown: number; freed: number }> {
    const [row] = await this.database.query<{ unknown: number; freed: number }>(
      `WITH dead AS (
         DELETE FROM broadcast_senders WHERE seen_at < now() - $1::int * interval '1 millisecond' RETURNING id
       ), held AS (
         SELECT broadcast_id, user_id, status FROM broadcast_recipients
         WHERE sender_id IN (SELECT id FROM dead) AND status IN ('queued', 'sending')
         ORDER BY broadcast_id, user_id FOR UPDATE
       ), buried AS (
         UPDATE broadcast_recipients r
         SET status = CASE h.status WHEN 'sending' THEN 'unknown' ELSE 'queued' END,
             sender_id = CASE h.status WHEN 'sending' THEN r.sender_id END,
             reason = CASE h.status WHEN 'sending' THEN 'interrupted' END,
             settled_at = CASE h.status WHEN 'sending' THEN now() END
         FROM held h WHERE r.broadcast_id = h.broadcast_id AND r.user_id = h.user_id
         RETURNING r.broadcast_id, r.status
       ), counted AS (
         UPDATE broadcasts b SET unknown = b.unknown + c.unknown
         FROM (SELECT broadcast_id, count(*) AS unknown FROM buried WHERE status = 'unknown' GROUP BY 1) c
         WHERE b.id = c.broadcast_id
       )
       SELECT count(*) FILTER (WHERE status = 'unknown')::int AS unknown,
              count(*) FILTER (WHERE status = 'queued')::int AS freed
       FROM buried`,
      [silentMs],
    );
    return row ?? { unknown: 0, freed: 0 };
  }

  /** How many `reopen` would open. */
  async countReopenable(broadcastId: number, which: Reopenable): Promise<number> {
    const [row] = await this.database.query<{ found: number }>(
      `SELECT count(*)::int AS found FROM broadcast_recipients WHERE broadcast_id = $1 AND ${REOPENABLE[which].condition}`,
      [broadcastId],
    );
    return row?.found ?? 0;
  }

  /** Opens settled recipients again; their broadcast must be running or paused. Answers how many. */
  async reopen(broadcastId: number, which: Reopenable): Promise<number> {
    const { column, condition } = REOPENABLE[which];
    const [row] = await this.database.query<{ opened: number }>(
      `WITH opened AS (
         UPDATE broadcast_recipients
         SET status = 'queued', sender_id = NULL, due_at = NULL, faults = 0, reason = NULL, detail = NULL, settled_at = NULL
         WHERE broadcast_id = $1 AND ${condition}
         RETURNING 1
       )
       UPDATE broadcasts SET ${column} = ${column} - (SELECT count(*) FROM opened) WHERE id = $1
       RETURNING (SELECT count(*)::int FROM opened) AS opened`,
      [broadcastId],
    );
    return row?.opened ?? 0;
  }
}

const toKey = (row: KeyRow): RecipientKey => ({ broadcastId: row.broadcast_id, userId: Number(row.user_id) });

const columnsOf = (recipients: readonly RecipientKey[]): [number[], number[]] => [
  recipients.map(({ broadcastId }) => broadcastId),
  recipients.map(({ userId }) => userId),
];

const outcomeColumns = (batch: readonly SettledRecipient[]): unknown[] => [
  ...columnsOf(batch),
  batch.map(({ attempts }) => attempts),
  batch.map(({ outcome }) => outcome.status),
  batch.map(({ outcome }) => ('reason' in outcome ? outcome.reason : null)),
  batch.map(({ outcome }) => ('detail' in outcome ? (outcome.detail ?? null) : null)),
  batch.map(({ outcome }) => (outcome.status === 'sent' ? outcome.messageId : null)),
  batch.map(({ outcome }) => (outcome.status === 'queued' ? (outcome.retryInMs ?? null) : null)),
];

const streakColumns = (streaks: readonly Streak[]): unknown[] => [
  streaks.map(({ broadcastId }) => broadcastId),
  streaks.map(({ reason }) => reason),
  streaks.map(({ length }) => length),
  streaks.map(({ isWhole }) => isWhole),
];
