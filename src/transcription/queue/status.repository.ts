import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { LIVE } from './run.repository';
import type { LiveRequest } from './voice-request';

/** What is known and written about requests apart from working them: their status messages, and cancelling. */
@Injectable()
export class StatusRepository {
  constructor(private readonly database: Database) {}

  async find(requestId: number): Promise<LiveRequest | null> {
    const [request] = await this.database.query<LiveRequest>(`SELECT ${LIVE} FROM usage WHERE id = $1`, [requestId]);
    return request ?? null;
  }

  /** Ends a request that still waits. Answers whether it did. */
  async cancelWaiting(requestId: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE usage SET state = 'cancelled', cancel_asked_at = now(), ended_at = clock_timestamp()
       WHERE id = $1 AND state = 'waiting'`,
      [requestId],
    );
    return changed > 0;
  }

  /** Leaves word with whoever works on it. Answers false when it is too late. */
  async askToCancel(requestId: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE usage SET cancel_asked_at = coalesce(cancel_asked_at, now())
       WHERE id = $1 AND state IN ('downloading', 'working')`,
      [requestId],
    );
    return changed > 0;
  }

  /**
   * Reserves the status messages of these requests for somebody who does not work on them, so that an old place in line
   * can't overwrite a text. Whoever takes such a request waits until the time is up or `releaseStatuses` was called.
   * Answers those that still wait.
   */
  async holdStatuses(requestIds: readonly number[], forMs: number): Promise<LiveRequest[]> {
    return this.database.query<LiveRequest>(
      `UPDATE usage SET status_held_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
       WHERE id = ANY($1::int[]) AND state = 'waiting' AND status_message_id IS NOT NULL
         AND (status_held_until IS NULL OR status_held_until < clock_timestamp())
       RETURNING ${LIVE}`,
      [requestIds, forMs],
    );
  }

  async releaseStatuses(shown: readonly { requestId: number; position: number | null }[]): Promise<void> {
    await this.database.execute(
      `UPDATE usage SET status_held_until = NULL, shown_position = coalesce(s.position, usage.shown_position)
       FROM unnest($1::int[], $2::int[]) AS s (id, position) WHERE usage.id = s.id`,
      [shown.map(({ requestId }) => requestId), shown.map(({ position }) => position)],
    );
  }

  /** The status message is gone, or nobody knows any more what it says: what comes next is said in a new one. */
  async forgetStatusMessage(requestId: number): Promise<void> {
    await this.database.execute('UPDATE usage SET status_message_id = NULL WHERE id = $1', [requestId]);
  }
}
