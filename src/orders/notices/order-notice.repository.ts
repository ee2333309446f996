import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { NoticeOutcome, NoticeRequest } from './order-notice';

export interface NewNotice {
  readonly orderId: number;
  readonly round: number;
  readonly outcome: NoticeOutcome;
  readonly recipientId: number;
}

/** A notice that this run may send. */
export interface TakenNotice {
  readonly id: number;
  readonly revision: number;
  readonly orderId: number;
  readonly outcome: NoticeOutcome;
  readonly recipientId: number;
  /** It has left before, and nobody heard how that ended. */
  readonly inDoubt: boolean;
  /** The recipient may have it already, from this time or an earlier one. */
  readonly repeated: boolean;
}

const IN = (parameter: string): string => `now() + make_interval(secs => ${parameter}::float8 / 1000)`;

const REQUEST = 'notice.id AS "noticeId", notice.revision';
/** Times that the scheduler takes a lost notice up again; the pauses double from a minute to over a day in all. */
const MAX_LOSSES = 11;

/** Who is told what: `pending → sending → sent | failed`, and back to `pending` for another attempt. */
@Injectable()
export class OrderNoticeRepository {
  constructor(private readonly database: Database) {}

  /** Who has been told this in this round already, or is about to be, gets no second notice. */
  async insert(notices: readonly NewNotice[]): Promise<NoticeRequest[]> {
    return this.database.query<NoticeRequest>(
      `INSERT INTO order_notices AS notice (order_id, round, outcome, recipient_id, lost_after)
       SELECT order_id, round, outcome, recipient_id, now() + interval '1 minute'
       FROM unnest($1::int[], $2::smallint[], $3::text[], $4::bigint[]) AS due (order_id, round, outcome, recipient_id)
       ON CONFLICT DO NOTHING RETURNING ${REQUEST}`,
      [
        notices.map(({ orderId }) => orderId),
        notices.map(({ round }) => round),
        notices.map(({ outcome }) => outcome),
        notices.map(({ recipientId }) => recipientId),
      ],
    );
  }

  /** Takes up a notice for `lostInMs`. Answers `null` when the request is void (asked again since, or ended). */
  async take({ noticeId, revision }: NoticeRequest, lostInMs: number): Promise<TakenNotice | null> {
    const [taken] = await this.database.query<TakenNotice>(
      `UPDATE order_notices SET lost_after = ${IN('$3')}
       WHERE id = $1 AND revision = $2 AND status IN ('pending', 'sending')
       RETURNING id, revision, order_id AS "orderId", outcome, recipient_id::float8 AS "recipientId",
         status = 'sending' AS "inDoubt", repeated OR status = 'sending' AS repeated`,
      [noticeId, revision, lostInMs],
    );
    return taken ?? null;
  }

  /**
   * Writes down that the notice leaves now, before it does: after a crash it is then known to be in doubt, and lost after
   * `lostInMs`. Answers false when somebody else has sent it, or is sending it, since it was taken.
   */
  async markLeaving({ id, revision, inDoubt, repeated }: TakenNotice, lostInMs: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE order_notices SET status = 'sending', repeated = $4, lost_after = ${IN('$5')}
       WHERE id = $1 AND revision = $2 AND status = $3`,
      [id, revision, inDoubt ? 'sending' : 'pending', repeated, lostInMs],
    );
    return changed > 0;
  }

  async markSent(noticeId: number): Promise<void> {
    await this.database.execute(
      `UPDATE order_notices SET status = 'sent', sent_at = now() WHERE id = $1 AND status = 'sending'`,
      [noticeId],
    );
  }

  async markFailed({ id, revision }: TakenNotice): Promise<void> {
    await this.database.execute(
      `UPDATE order_notices SET status = 'failed' WHERE id = $1 AND revision = $2 AND status IN ('pending', 'sending')`,
      [id, revision],
    );
  }

  /** It certainly did not arrive. Unless somebody has it in hand until then, the scheduler takes it up after `lostInMs`. */
  async release({ id, revision, repeated }: TakenNotice, lostInMs: number): Promise<void> {
    await this.database.execute(
      `UPDATE order_notices SET status = 'pending', repeated = $4, lost_after = ${IN('$3')}
       WHERE id = $1 AND revision = $2 AND status IN ('pending', 'sending')`,
      [id, revision, lostInMs, repeated],
    );
  }

  /** It has not left since it was taken; a job of its own comes after `delayMs`. */
  async postpone({ id, revision, repeated }: TakenNotice, delayMs: number): Promise<NoticeRequest | null> {
    const [request] = await this.database.query<NoticeRequest>(
      `UPDATE order_notices AS notice SET status = 'pending', repeated = $4, revision = notice.revision + 1,
         lost_after = ${IN('$3')} + interval '1 minute'
       WHERE id = $1 AND revision = $2 AND status IN ('pending', 'sending') RETURNING ${REQUEST}`,
      [id, revision, delayMs, repeated],
    );
    return request ?? null;
  }

  /** Asks again for notices whose job is lost; gives up those that have been lost time and again. */
  async requestLostAgain(limit: number): Promise<NoticeRequest[]> {
    await this.database.execute(
      `UPDATE order_notices SET status = 'failed'
       WHERE status IN ('pending', 'sending') AND lost_after < now() AND loss_count >= ${MAX_LOSSES}`,
    );
    return this.database.query<NoticeRequest>(
      `UPDATE order_notices AS notice SET revision = notice.revision + 1, loss_count = notice.loss_count + 1,
         lost_after = now() + interval '1 minute' * power(2, notice.loss_count)
       WHERE id IN (
         SELECT id FROM order_notices WHERE status IN ('pending', 'sending') AND lost_after < now()
         ORDER BY lost_after LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${REQUEST}`,
      [limit],
    );
  }
}
