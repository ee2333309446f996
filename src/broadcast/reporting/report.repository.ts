import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';

/** A status message that is to be edited now. */
export interface DueStatus {
  readonly broadcastId: number;
  readonly chatId: number;
  readonly messageId: number;
  /** Recipients settled a second since the last edit. */
  readonly perSecond: number | null;
}

interface DueRow {
  id: number;
  chat_id: string;
  message_id: string;
  per_second: number | null;
}

/** Recipients with an outcome. */
const SETTLED = 'sent + blocked + invalid + failed + unknown';

/** Who is told how a broadcast goes, and what they were told last. */
@Injectable()
export class ReportRepository {
  constructor(private readonly database: Database) {}

  /** From now on this message shows how the broadcast goes. Whoever is telling the end at this moment keeps that task. */
  async reportIn(broadcastId: number, place: { chatId: number; messageId: number }): Promise<void> {
    await this.database.execute(
      `UPDATE broadcasts SET report_chat_id = $2, report_message_id = $3,
         reported_at = greatest(reported_at, now()), reported_settled = ${SETTLED}
       WHERE id = $1`,
      [broadcastId, place.chatId, place.messageId],
    );
  }

  /** This message can't show anything any more. Another that has taken its place meanwhile goes on. */
  async forgetPlace(broadcastId: number, place: { chatId: number; messageId: number }): Promise<void> {
    await this.database.execute(
      `UPDATE broadcasts SET report_chat_id = NULL, report_message_id = NULL
       WHERE id = $1 AND report_chat_id = $2 AND report_message_id = $3`,
      [broadcastId, place.chatId, place.messageId],
    );
  }

  /** Takes the status messages that were edited longest ago; whoever takes one edits it, so that several processes don't. */
  async takeDueStatuses(everyMs: number): Promise<DueStatus[]> {
    const rows = await this.database.query<DueRow>(
      `WITH due AS (
         SELECT id, reported_at, reported_settled, ${SETTLED} AS settled
         FROM broadcasts
         WHERE status = 'running' AND report_message_id IS NOT NULL
           AND (reported_at IS NULL OR reported_at < now() - $1::int * interval '1 millisecond')
         FOR NO KEY UPDATE SKIP LOCKED
       )
       UPDATE broadcasts b SET reported_at = now(), reported_settled = due.settled
       FROM due WHERE b.id = due.id
       RETURNING b.id, b.report_chat_id AS chat_id, b.report_message_id AS message_id,
         ((due.settled - due.reported_settled)
           / nullif(extract(epoch FROM now() - coalesce(due.reported_at, b.started_at)), 0))::float8 AS per_second`,
      [everyMs],
    );
    return rows.map((row) => ({
      broadcastId: row.id,
      chatId: Number(row.chat_id),
      messageId: Number(row.message_id),
      perSecond: row.per_second,
    }));
  }

  /**
   * Takes broadcasts of which something must be told. One that is not confirmed with `markTold` comes again after
   * `claimedForMs`, which must be longer than telling may take: until then nobody else tells it.
   */
  async takeDueReports(everyMs: number, claimedForMs: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `UPDATE broadcasts SET reported_at = now() + $2::int * interval '1 millisecond'
       WHERE report_due AND (reported_at IS NULL OR reported_at < now() - $1::int * interval '1 millisecond')
       RETURNING id`,
      [everyMs, claimedForMs],
    );
    return rows.map(({ id }) => id);
  }

  async markTold(broadcastId: number): Promise<void> {
    await this.database.execute('UPDATE broadcasts SET report_due = false, reported_at = now() WHERE id = $1', [
      broadcastId,
    ]);
  }

  async statusMessage(broadcastId: number): Promise<{ chatId: number; messageId: number } | null> {
    const [row] = await this.database.query<{ chat_id: string | null; message_id: string | null }>(
      'SELECT report_chat_id AS chat_id, report_message_id AS message_id FROM broadcasts WHERE id = $1',
      [broadcastId],
    );
    return row?.chat_id && row.message_id ? { chatId: Number(row.chat_id), messageId: Number(row.message_id) } : null;
  }
}
