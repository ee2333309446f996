import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { UnitOfWork } from '../../database/unit-of-work';
import type { Transcript } from '../transcription-engine';
import { lockQueue } from './queue-lock';
import type { RequestState } from './request-state';
import type { LiveRequest, TurnRequest, VoiceKind } from './voice-request';

/** One recording that was taken out of the line, for everybody who waits for it. */
export interface Run {
  /** Fences what is written about it. */
  readonly claim: string;
  readonly kind: VoiceKind;
  readonly fileId: string;
  readonly mimeType: string | null;
  readonly sizeBytes: number | null;
  readonly durationSeconds: number | null;
  /** Earlier runs in which it was heard, or about to be. */
  readonly attempts: number;
}

/** A request that nobody has announced within this time lost its process; it is begun all the same. */
const UNANNOUNCED_SECONDS = 3;

/**
 * A run's way from the line to its end. Every statement about a run is bound to its claim. What is sought by its state
 * also says that it has not ended, which the states imply: the index of open requests is used only then.
 */
@Injectable()
export class RunRepository {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Takes the first recording in line, with everybody who waits for it. Who calls this holds the lease of `place`, so what
   * is still marked with that place was left by a process that died, and goes back to where it stood in line first.
   * Answers `null` when nothing can be begun.
   */
  async claimNext(place: number): Promise<Run | null> {
    return this.unitOfWork.run(async () => {
      await lockQueue(this.database);
      await this.returnToLine('place = $1', place);
      const [first] = await this.database.query<{ fileUniqueId: string; isReady: boolean }>(
        `SELECT file_unique_id AS "fileUniqueId",
           announced OR created_at < now() - interval '${UNANNOUNCED_SECONDS} seconds' AS "isReady"
         FROM usage WHERE state = 'waiting' AND ended_at IS NULL ORDER BY id LIMIT 1`,
      );
      // Its turn comes as soon as its status is sent, a moment later; nobody overtakes it meanwhile.
      if (!first?.isReady) return null;
      const [run] = await this.database.query<Run>(
        `UPDATE usage SET state = 'downloading', claim = $1, place = $2,
           taken_at = clock_timestamp(), downloaded_at = NULL
         WHERE state = 'waiting' AND ended_at IS NULL AND file_unique_id = $3
         RETURNING claim, kind, file_id AS "fileId", mime_type AS "mimeType", size_bytes::float8 AS "sizeBytes",
           duration_seconds::float8 AS "durationSeconds", attempts`,
        [randomUUID(), place, first.fileUniqueId],
      );
      return run ?? null;
    });
  }

  /** Everybody who still waits for this run. Empty, too, when the run is no longer ours. */
  async listAudience(claim: string): Promise<LiveRequest[]> {
    return this.database.query<LiveRequest>(
      `SELECT ${LIVE} FROM usage WHERE claim = $1 AND ended_at IS NULL ORDER BY id`,
      [claim],
    );
  }

  /**
   * Answers false when the run is no longer ours, or nobody waits for it any more. From `working` on the run counts: only what
   * is being heard can be what ends a process.
   */
  async move(claim: string, to: 'downloading' | 'working' | 'delivering'): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE usage SET state = $2${to === 'working' ? COUNTED : ''}
       WHERE claim = $1 AND ended_at IS NULL`,
      [claim, to],
    );
    return changed > 0;
  }

  /** Puts everybody back where they stood in line. `isCounted`: what was heard counts as a run. */
  async handBack(claim: string, { isCounted }: { isCounted: boolean }): Promise<void> {
    await this.returnToLine('claim = $1', claim, isCounted ? 0 : 1);
  }

  async notePartsSent(claim: string, requestId: number, count: number): Promise<void> {
    await this.database.execute('UPDATE usage SET parts_sent = $3 WHERE id = $2 AND claim = $1', [
      claim,
      requestId,
      count,
    ]);
  }

  async finish(claim: string, requestId: number, transcript: Transcript): Promise<void> {
    await this.database.execute(
      `UPDATE usage SET state = 'finished', ended_at = clock_timestamp(), audio_seconds = $3, engine = $4, model = $5,
         processing_ms = $6, text_length = $7
       WHERE id = $2 AND claim = $1 AND ended_at IS NULL`,
      [
        claim,
        requestId,
        transcript.audioSeconds,
        transcript.engine,
        transcript.model,
        Math.round(transcript.processingMs),
        transcript.text.length,
      ],
    );
  }

  async end(claim: string, requestId: number, state: 'failed' | 'cancelled', failure: string | null): Promise<void> {
    await this.database.execute(
      `UPDATE usage SET state = $3, failure = $4, ended_at = clock_timestamp()
       WHERE id = $2 AND claim = $1 AND ended_at IS NULL`,
      [claim, requestId, state, failure],
    );
  }

  /** A new job for who is next in line; `null` when nobody waits. */
  async callNext(): Promise<TurnRequest | null> {
    return this.callFirst('');
  }

  /** Like `callNext`, but only when a place is free and the job of who is next seems lost. */
  async callLost(places: number): Promise<TurnRequest | null> {
    return this.callFirst(
      `AND lost_after < now() AND $1 > (SELECT count(DISTINCT claim) FROM usage WHERE ended_at IS NULL)`,
      places,
    );
  }

  /** Places that somebody works at, or died at. */
  async listTakenPlaces(): Promise<number[]> {
    const rows = await this.database.query<{ place: number }>(
      'SELECT DISTINCT place FROM usage WHERE ended_at IS NULL AND claim IS NOT NULL ORDER BY place',
    );
    return rows.map(({ place }) => place);
  }

  /** Call it only while holding the lease of `place`. Answers how many requests went back into the line. */
  async clearPlace(place: number): Promise<number> {
    return this.returnToLine('place = $1', place);
  }

  private returnToLine(
    condition: 'place = $1' | 'claim = $1',
    value: number | string,
    uncounted: 0 | 1 = 0,
  ): Promise<number> {
    return this.database.execute(
      `UPDATE usage SET state = 'waiting', claim = NULL, place = NULL, taken_at = NULL, downloaded_at = NULL,
         lost_after = now(), attempts = attempts - CASE WHEN downloaded_at IS NULL THEN 0 ELSE $2::int END
       WHERE ${condition} AND state IN (${TAKEN}) AND ended_at IS NULL`,
      [value, uncounted],
    );
  }

  private async callFirst(condition: string, ...parameters: unknown[]): Promise<TurnRequest | null> {
    const [turn] = await this.database.query<TurnRequest>(
      `UPDATE usage SET revision = revision + 1, lost_after = now() + interval '15 seconds'
       WHERE id = (SELECT id FROM usage WHERE state = 'waiting' AND ended_at IS NULL ORDER BY id LIMIT 1) AND state = 'waiting' ${condition}
       RETURNING id AS "requestId", revision`,
      parameters,
    );
    return turn ?? null;
  }
}

/** Once a run, however often it is tried again within it. */
const COUNTED = ', downloaded_at = clock_timestamp(), attempts = attempts + (downloaded_at IS NULL)::int';

const TAKEN = (['downloading', 'working', 'delivering'] satisfies RequestState[])
  .map((state) => `'${state}'`)
  .join(', ');

/** The columns of a `LiveRequest`; also for `RETURNING`. */
export const LIVE = `id, user_id::float8 AS "userId", chat_id::float8 AS "chatId",
  voice_message_id::float8 AS "voiceMessageId", state, status_message_id::float8 AS "statusMessageId",
  greatest(0, coalesce(extract(epoch FROM status_held_until - clock_timestamp()) * 1000, 0))::float8 AS "statusHeldMs",
  cancel_asked_at IS NOT NULL AS "cancelAsked", parts_sent AS "partsSent", duration_seconds::float8 AS "durationSeconds",
  (SELECT language FROM users WHERE users.id = usage.user_id) AS language`;
