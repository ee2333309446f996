import { Injectable } from '@nestjs/common';
import type { HistoryEvent, HistoryRequest } from '../../../common/history';
import { Database } from '../../../database';

/** Further back nobody looks: an index by chat would be paid for by every update that comes in. */
const LOOKED_THROUGH = 200_000;

/** When somebody sent the bot something and how that ended; what it was is forgotten once it is handled. */
@Injectable()
export class UpdateHistory {
  constructor(private readonly database: Database) {}

  /** What came in the person's own chat with the bot, among the latest updates (kept two days). */
  async historyOf({ userId, before, limit }: HistoryRequest): Promise<HistoryEvent[]> {
    const rows = await this.database.query<{ at: Date; updateId: number; outcome: string | null; attempts: number }>(
      `SELECT received_at AS at, update_id::float8 AS "updateId", outcome, attempts
       FROM (SELECT * FROM update_inbox ORDER BY update_id DESC LIMIT ${LOOKED_THROUGH}) AS latest
       WHERE chat_key = $1 AND received_at < $2 ORDER BY received_at DESC LIMIT $3`,
      [userId, before, limit],
    );
    return rows.map(({ at, ...details }) => ({ at, kind: 'update', details }));
  }
}
