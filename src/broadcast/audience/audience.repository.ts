import { Injectable } from '@nestjs/common';
import type { Language } from '../../i18n';
import { Database } from '../../database/database';
import { UnitOfWork } from '../../database/unit-of-work';

/** Whom a broadcast is for. */
export interface AudienceChoice {
  readonly language: Language | null;
  readonly activeWithinDays: number | null;
}

/** Who is shut out, has blocked the bot or no longer exists is never part of an audience. */
const CHOSEN = `u.reachability = 'reachable' AND u.blocked_at IS NULL`;

interface FillingRow extends AudienceChoice {
  audienceUntil: Date;
  audienceCursor: string | null;
}

/** Chooses people and writes them into the ledger. */
@Injectable()
export class AudienceRepository {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async count({ language, activeWithinDays }: AudienceChoice): Promise<number> {
    const [row] = await this.database.query<{ people: number }>(
      `SELECT count(*)::int AS people FROM users u
       WHERE ${CHOSEN} AND ($1::text IS NULL OR u.language = $1)
         AND ($2::int IS NULL OR u.last_seen_at > now() - make_interval(days => $2))`,
      [language, activeWithinDays],
    );
    return row?.people ?? 0;
  }

  /**
   * Writes the next people of an audience that is not complete, by ascending id, and notes how far it came: set-based, in
   * pieces, so that sending begins after the first and a crash loses one piece at most. Answers `complete`, `more`, or `busy`
   * when another process is at it.
   */
  async writeNextPiece(broadcastId: number, pieceSize: number): Promise<'complete' | 'more' | 'busy'> {
    return this.unitOfWork.run(async () => {
      const [filling] = await this.database.query<FillingRow>(
        `SELECT language, active_within_days AS "activeWithinDays", audience_until AS "audienceUntil",
                audience_cursor AS "audienceCursor"
         FROM broadcasts WHERE id = $1 AND status = 'running' AND NOT audience_complete
         FOR NO KEY UPDATE SKIP LOCKED`,
        [broadcastId],
      );
      if (!filling) return 'busy';
      const { language, activeWithinDays, audienceUntil, audienceCursor } = filling;
      // Pieces are cut by ids looked at, not by people chosen: a rare choice must not make one piece read everybody.
      const [written] = await this.database.query<{ looked: number; chosen: number; last: string | null }>(
        `WITH looked AS MATERIALIZED (
           SELECT * FROM users u WHERE u.id > $2 ORDER BY u.id LIMIT $3
         ), chosen AS (
           INSERT INTO broadcast_recipients (broadcast_id, user_id)
           SELECT $1, u.id FROM looked u
           WHERE ${CHOSEN} AND u.created_at <= $4 AND ($5::text IS NULL OR u.language = $5)
             AND ($6::int IS NULL OR u.last_seen_at > $4::timestamptz - make_interval(days => $6))
           RETURNING 1
         )
         SELECT (SELECT count(*)::int FROM looked) AS looked, (SELECT max(id) FROM looked) AS last,
                (SELECT count(*)::int FROM chosen) AS chosen`,
        [broadcastId, audienceCursor ?? 0, pieceSize, audienceUntil, language, activeWithinDays],
      );
      const isLast = (written?.looked ?? 0) < pieceSize;
      await this.database.execute(
        `UPDATE broadcasts SET total = total + $2, audience_cursor = coalesce($3, audience_cursor), audience_complete = $4
         WHERE id = $1`,
        [broadcastId, written?.chosen ?? 0, written?.last ?? null, isLast],
      );
      return isLast ? 'complete' : 'more';
    });
  }
}
