import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { UnitOfWork } from '../../database/unit-of-work';
import type { QueuedRequest } from './queue-view';
import { lockQueue } from './queue-lock';
import type { RequestState } from './request-state';
import type { TurnRequest, VoiceMessage } from './voice-request';

export interface QueueLimits {
  /** Requests that may wait, over everybody. */
  readonly waiting: number;
  /** Requests that one person may have open. */
  readonly perUser: number;
}

export type Admission =
  | { outcome: 'admitted'; requestId: number }
  /** This very message has asked before: its update is being handled again. */
  | { outcome: 'known'; requestId: number; isOpen: boolean; isAnnounced: boolean }
  /** Also for a message that was refused before: nobody knows whether its sender was told. */
  | { outcome: 'queueFull' }
  | { outcome: 'tooMany' };

/** What is kept of a request that was refused, as its failure. */
export const refusalCode = (reason: string): string => `transcription.refused.${reason}`;

/** How requests come into the line. */
@Injectable()
export class AdmissionRepository {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Gives a request its place in line, or says why there is none: one step over all processes. A recording that is being
   * worked already takes the new request along with it.
   */
  async admit(message: VoiceMessage, limits: QueueLimits): Promise<Admission> {
    return this.unitOfWork.run(async () => {
      await lockQueue(this.database);
      const known = await this.findKnown(message);
      if (known) return known;
      const [open] = await this.database.query<{ waiting: number; own: number }>(
        // Those who share a run wait for its text too; each run counts as one that does not wait.
        `SELECT (count(*) - count(DISTINCT claim))::int AS waiting, (count(*) FILTER (WHERE user_id = $1))::int AS own
         FROM usage WHERE ended_at IS NULL`,
        [message.userId],
      );
      if ((open?.own ?? 0) >= limits.perUser) return { outcome: 'tooMany' };
      if ((open?.waiting ?? 0) >= limits.waiting) return { outcome: 'queueFull' };
      const [inserted] = await this.database.query<{ id: number }>(
        `INSERT INTO usage (${COLUMNS}, lost_after, state, claim, place, taken_at)
         SELECT ${VALUES}, now() + interval '15 seconds', coalesce(run.state, 'waiting'), run.claim, run.place, run.taken_at
         FROM (SELECT) AS one LEFT JOIN LATERAL (
           SELECT state, claim, place, taken_at FROM usage
           WHERE file_unique_id = $7 AND state IN ('downloading', 'working') AND ended_at IS NULL
           ORDER BY id LIMIT 1) AS run ON true
         RETURNING id`,
        valuesOf(message),
      );
      if (!inserted) throw new Error('a request was not inserted');
      return { outcome: 'admitted', requestId: inserted.id };
    });
  }

  /** Keeps a request that was refused, for the statistics. The same message again is no second refusal. */
  async recordRefusal(message: VoiceMessage, code: string): Promise<void> {
    await this.database.execute(
      `INSERT INTO usage (${COLUMNS}, lost_after, state, failure, ended_at) VALUES (${VALUES}, now(), 'refused', $11, now())
       ON CONFLICT (chat_id, asked_message_id) DO NOTHING`,
      [...valuesOf(message), code],
    );
  }

  /**
   * Writes down that who asked has been told, and by which message (`null`: it could not be sent). From now on it may be
   * begun. Answers the job to dispatch, or `null` when the request has come to its end meanwhile.
   */
  async markAnnounced(
    requestId: number,
    statusMessageId: number | null,
    shownPosition: number | null,
  ): Promise<TurnRequest | null> {
    const [turn] = await this.database.query<TurnRequest>(
      `UPDATE usage SET announced = true, status_message_id = $2, shown_position = $3,
         lost_after = now() + interval '15 seconds'
       WHERE id = $1 AND ended_at IS NULL AND status_message_id IS NULL
       RETURNING id AS "requestId", revision`,
      [requestId, statusMessageId, shownPosition],
    );
    return turn ?? null;
  }

  /** Everything in line or at work, first come first. */
  async listOpen(): Promise<QueuedRequest[]> {
    return this.database.query<QueuedRequest>(
      `SELECT id, user_id::float8 AS "userId", chat_id::float8 AS "chatId", state, claim, kind,
         file_unique_id AS "fileUniqueId", duration_seconds::float8 AS "durationSeconds", announced,
         status_message_id::float8 AS "statusMessageId", shown_position AS "shownPosition", created_at AS "createdAt",
         (extract(epoch FROM clock_timestamp() - taken_at) * 1000)::float8 AS "runningMs"
       FROM usage WHERE ended_at IS NULL ORDER BY id`,
    );
  }

  private async findKnown({ chatId, askedMessageId }: VoiceMessage): Promise<Admission | null> {
    const [known] = await this.database.query<{
      requestId: number;
      isOpen: boolean;
      isAnnounced: boolean;
      state: RequestState;
      failure: string | null;
    }>(
      `SELECT id AS "requestId", ended_at IS NULL AS "isOpen", announced AS "isAnnounced", state, failure FROM usage
       WHERE chat_id = $1 AND asked_message_id = $2`,
      [chatId, askedMessageId],
    );
    if (!known) return null;
    const { state, failure, ...request } = known;
    if (state !== 'refused') return { outcome: 'known', ...request };
    // Refused for itself, it does not come here again, unless a limit was raised meanwhile: then sending it once more helps.
    return { outcome: failure === refusalCode('tooMany') ? 'tooMany' : 'queueFull' };
  }
}

const COLUMNS = `user_id, chat_id, asked_message_id, voice_message_id, kind, file_id, file_unique_id, mime_type, size_bytes,
  duration_seconds`;
const VALUES = '$1::bigint, $2::bigint, $3::bigint, $4::bigint, $5, $6, $7, $8, $9::bigint, $10::real';

const valuesOf = (message: VoiceMessage): unknown[] => [
  message.userId,
  message.chatId,
  message.askedMessageId,
  message.voiceMessageId,
  message.kind,
  message.fileId,
  message.fileUniqueId,
  message.mimeType ?? null,
  message.sizeBytes ?? null,
  message.durationSeconds ?? null,
];
