import { Injectable } from '@nestjs/common';
import { Database } from '../../../database';
import { type ReceivedUpdate } from '../received-update';
import { type UpdateOutcome } from './update-inbox.entity';

export interface StoredUpdate extends ReceivedUpdate {
  readonly attempts: number;
}

export interface RecordedOutcome {
  readonly updateId: number;
  readonly outcome: UpdateOutcome;
}

interface Row {
  update_id: string;
  chat_key: string;
  payload: string;
  attempts: number;
}

const PRUNE_BATCH = 5_000;

/** The durable list of updates. Each method is one statement. */
@Injectable()
export class UpdateInbox {
  constructor(private readonly database: Database) {}

  /**
   * Stores updates and answers the ids that were new: those are the caller's to handle, all others are known already.
   * `begun` counts the first attempt at once, where the caller goes on to handle them itself.
   */
  async claim(updates: readonly ReceivedUpdate[], options: { begun: boolean }): Promise<Set<number>> {
    if (updates.length === 0) return new Set();
    const rows = await this.database.query<{ update_id: string }>(
      `INSERT INTO update_inbox (update_id, chat_key, payload, attempts)
       SELECT update_id, chat_key, payload, $4 FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS new (update_id, chat_key, payload)
       ON CONFLICT (update_id) DO NOTHING
       RETURNING update_id`,
      [
        updates.map(({ updateId }) => updateId),
        updates.map(({ chatKey }) => chatKey),
        updates.map(({ update }) => JSON.stringify(update)),
        options.begun ? 1 : 0,
      ],
    );
    return new Set(rows.map(({ update_id }) => Number(update_id)));
  }

  /** Writes how updates ended and forgets what was in them, except for abandoned ones, which somebody has to look at. */
  async recordOutcomes(outcomes: readonly RecordedOutcome[]): Promise<void> {
    await this.database.execute(
      `UPDATE update_inbox AS inbox
       SET handled_at = now(), outcome = done.outcome, payload = CASE done.outcome WHEN 'abandoned' THEN payload END
       FROM unnest($1::bigint[], $2::text[]) AS done (update_id, outcome)
       WHERE inbox.update_id = done.update_id`,
      [outcomes.map(({ updateId }) => updateId), outcomes.map(({ outcome }) => outcome)],
    );
  }

  /** Unhandled updates in the order of their ids, beginning after `afterUpdateId`. */
  async listUnhandled(afterUpdateId: number, limit: number): Promise<StoredUpdate[]> {
    const rows = await this.database.query<Row>(
      `SELECT update_id, chat_key, payload, attempts FROM update_inbox
       WHERE handled_at IS NULL AND update_id > $1 ORDER BY update_id LIMIT $2`,
      [afterUpdateId, limit],
    );
    return rows.map(toStoredUpdate);
  }

  /** Counts another attempt at an update and answers how many there are now; undefined when it is handled by now. */
  async begin(updateId: number): Promise<number | undefined> {
    const [row] = await this.database.query<{ attempts: number }>(
      'UPDATE update_inbox SET attempts = attempts + 1 WHERE update_id = $1 AND handled_at IS NULL RETURNING attempts',
      [updateId],
    );
    return row?.attempts;
  }

  /** Takes the chat's next update and counts the attempt, or answers undefined. The caller holds that chat's lease. */
  async beginNextOf(chatKey: number): Promise<StoredUpdate | undefined> {
    const [row] = await this.database.query<Row>(
      `UPDATE update_inbox SET attempts = attempts + 1
       WHERE update_id = (
         SELECT update_id FROM update_inbox WHERE chat_key = $1 AND handled_at IS NULL ORDER BY update_id LIMIT 1
       )
       RETURNING update_id, chat_key, payload, attempts`,
      [chatKey],
    );
    return row && toStoredUpdate(row);
  }

  /** Whether the chat has updates that nobody has begun. */
  async hasUnbegun(chatKey: number): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT 1 FROM update_inbox WHERE chat_key = $1 AND handled_at IS NULL AND attempts = 0 LIMIT 1',
      [chatKey],
    );
    return rows.length > 0;
  }

  /** Chats with an update that nobody has handled for `olderThanMs`: whoever received it may be dead. */
  async chatsLeftWaiting(olderThanMs: number, limit: number): Promise<number[]> {
    const rows = await this.database.query<{ chat_key: string }>(
      `SELECT DISTINCT chat_key FROM update_inbox
       WHERE handled_at IS NULL AND received_at < now() - make_interval(secs => $1) LIMIT $2`,
      [olderThanMs / 1000, limit],
    );
    return rows.map(({ chat_key }) => Number(chat_key));
  }

  /**
   * Deletes handled updates older than `olderThan`, in batches. Answers how many. Keep at least a day: for so long
   * Telegram may deliver an update again.
   */
  async pruneHandled(olderThan: Date): Promise<number> {
    let pruned = 0;
    for (;;) {
      const deleted = await this.database.execute(
        `DELETE FROM update_inbox WHERE update_id IN (
           SELECT update_id FROM update_inbox WHERE handled_at < $1 LIMIT ${PRUNE_BATCH}
         )`,
        [olderThan],
      );
      pruned += deleted;
      if (deleted < PRUNE_BATCH) return pruned;
    }
  }
}

function toStoredUpdate(row: Row): StoredUpdate {
  return {
    updateId: Number(row.update_id),
    chatKey: Number(row.chat_key),
    update: JSON.parse(row.payload) as unknown,
    attempts: row.attempts,
  };
}
