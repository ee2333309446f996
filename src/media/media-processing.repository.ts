import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { MediaKind, UnprocessedReason } from './media-file';

/** A file that this run has taken; `run` fences what it writes, `revision` names the request it answers. */
export interface TakenFile {
  id: number;
  run: number;
  revision: number;
  title: string;
  kind: MediaKind;
  fileId: string;
  fileName: string | null;
  mimeType: string | null;
  sizeBytes: number | null;
  durationSeconds: number | null;
  width: number | null;
  height: number | null;
  performer: string | null;
  uploaderId: number | null;
  /** Where the original came in: the uploader's chat, or the storage channel. */
  sourceChatId: number;
}

export interface ProcessedCopy {
  fileId: string;
  fileUniqueId: string;
  chatId: number;
  messageId: number;
  /** Whether the message stays where it is (a storage channel), or is only the way to a `file_id`. */
  isStored: boolean;
}

/** Names one request to process one file; both are in the job's payload. */
export type ProcessingRequest = { fileId: number; revision: number };

const REQUEST_COLUMNS = 'file.id AS "fileId", file.revision';
/** A new request: it makes every earlier job and run of this file void. */
const REQUEST_AGAIN = `status = 'pending', revision = file.revision + 1`;
const FRESH = `loss_count = 0, lost_after = now() + interval '1 minute'`;

/**
 * The states of processing: `pending → processing → ready | unprocessed`, and back to `pending` on request. Every move
 * is one conditional statement, so that of two runs only the last to take a file can finish it.
 */
@Injectable()
export class MediaProcessingRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes the file for a run, or answers `null` when this request is void (asked again, done, or removed). A file that
   * is already being processed is taken over: its former run died with its process, or has been given up. After
   * `runLimitMs` the run itself counts as lost.
   */
  async take({ fileId, revision }: ProcessingRequest, runLimitMs: number): Promise<TakenFile | null> {
    const [taken] = await this.database.query<TakenFile>(
      `UPDATE media_files AS file SET status = 'processing', run = file.run + 1,
         lost_after = now() + make_interval(secs => $3::float8 / 1000)
       WHERE id = $1 AND revision = $2 AND status IN ('pending', 'processing') AND removed_at IS NULL
       RETURNING id, run, revision, title, kind, file_id AS "fileId", file_name AS "fileName", mime_type AS "mimeType",
         size_bytes::float8 AS "sizeBytes", duration_seconds AS "durationSeconds", width, height, performer,
         uploader_id::float8 AS "uploaderId", source_chat_id::float8 AS "sourceChatId"`,
      [fileId, revision, runLimitMs],
    );
    return taken ?? null;
  }

  /** Answers false when the run was overtaken or the file removed meanwhile: its copy is of no use. */
  async finish(taken: TakenFile, copy: ProcessedCopy | null): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE media_files SET status = 'ready', unprocessed_reason = NULL, processed_at = now(),
         processed_file_id = $3, processed_file_unique_id = $4, processed_chat_id = $5, processed_message_id = $6,
         leftover_message_id = CASE WHEN NOT $7::boolean THEN $6::bigint END
       WHERE id = $1 AND run = $2 AND status = 'processing' AND removed_at IS NULL`,
      [
        taken.id,
        taken.run,
        copy?.fileId ?? null,
        copy?.fileUniqueId ?? null,
        copy?.chatId ?? null,
        copy?.messageId ?? null,
        copy?.isStored ?? true,
      ],
    );
    return changed > 0;
  }

  /** The original is served from now on; a copy of an earlier run, under an earlier name, is served no more. */
  async settleUnprocessed(taken: TakenFile, reason: UnprocessedReason): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE media_files SET status = 'unprocessed', unprocessed_reason = $3,
         processed_file_id = NULL, processed_file_unique_id = NULL
       WHERE id = $1 AND run = $2 AND status = 'processing'`,
      [taken.id, taken.run, reason],
    );
    return changed > 0;
  }

  /** Gives the file back for the next attempt of the same request, which the queue has in hand. */
  async release(taken: TakenFile): Promise<void> {
    await this.database.execute(
      `UPDATE media_files SET status = 'pending', lost_after = now() + interval '10 minutes'
       WHERE id = $1 AND run = $2 AND status = 'processing'`,
      [taken.id, taken.run],
    );
  }

  /** Asks for the file to be processed, whatever state it is in. Photos are left as they are. */
  async requestAgain(fileId: number): Promise<ProcessingRequest | null> {
    const [request] = await this.database.query<ProcessingRequest>(
      `UPDATE media_files AS file SET ${REQUEST_AGAIN}, ${FRESH}
       WHERE id = $1 AND kind <> 'photo' AND removed_at IS NULL RETURNING ${REQUEST_COLUMNS}`,
      [fileId],
    );
    return request ?? null;
  }

  /** The same for the next files of a library-wide run. Answers the last id looked at, `null` past the end. */
  async requestNextAgain(
    afterId: number,
    limit: number,
  ): Promise<{ requests: ProcessingRequest[]; lastId: number | null }> {
    const requests = await this.database.query<ProcessingRequest>(
      `UPDATE media_files AS file SET ${REQUEST_AGAIN}, ${FRESH}
       WHERE id IN (SELECT id FROM media_files WHERE id > $1 AND ${IS_REPROCESSABLE} ORDER BY id LIMIT $2)
       RETURNING ${REQUEST_COLUMNS}`,
      [afterId, limit],
    );
    requests.sort((a, b) => a.fileId - b.fileId);
    return { requests, lastId: requests.length < limit ? null : (requests.at(-1)?.fileId ?? null) };
  }

  async countReprocessable(): Promise<number> {
    const [row] = await this.database.query<{ files: number }>(
      `SELECT count(*)::int AS files FROM media_files WHERE ${IS_REPROCESSABLE}`,
    );
    return row?.files ?? 0;
  }

  /** How many files wait for processing or are in it. */
  async countUnfinished(): Promise<number> {
    const [row] = await this.database.query<{ files: number }>(
      `SELECT count(*)::int AS files FROM media_files
       WHERE removed_at IS NULL AND status IN ('pending', 'processing')`,
    );
    return row?.files ?? 0;
  }

  /**
   * Asks again for files whose job seems lost: it was not taken up within a minute (then two, four and so on after each
   * time, since a long queue is no loss), did not come back for its next attempt, or outlived its run's limit.
   */
  async requestLostAgain(limit: number): Promise<ProcessingRequest[]> {
    return this.database.query<ProcessingRequest>(
      `UPDATE media_files AS file SET ${REQUEST_AGAIN}, loss_count = LEAST(file.loss_count + 1, 10),
         lost_after = now() + interval '1 minute' * power(2, LEAST(file.loss_count + 1, 10))
       WHERE id IN (
         SELECT id FROM media_files
         WHERE removed_at IS NULL AND status IN ('pending', 'processing') AND lost_after < now()
         ORDER BY lost_after LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${REQUEST_COLUMNS}`,
      [limit],
    );
  }

  /** Copies that were only the way to a `file_id` and are still in the uploader's chat. */
  async leftovers(limit: number): Promise<{ fileId: number; chatId: number; messageId: number }[]> {
    return this.database.query(
      `SELECT id AS "fileId", processed_chat_id::float8 AS "chatId", leftover_message_id::float8 AS "messageId"
       FROM media_files WHERE leftover_message_id IS NOT NULL ORDER BY id LIMIT $1`,
      [limit],
    );
  }

  async forgetLeftover(fileId: number, messageId: number): Promise<void> {
    await this.database.execute(
      'UPDATE media_files SET leftover_message_id = NULL WHERE id = $1 AND leftover_message_id = $2',
      [fileId, messageId],
    );
  }
}

/** What a new thumbnail or title concerns: not photos, not what this server can't process, not what waits anyway. */
const IS_REPROCESSABLE = `removed_at IS NULL AND kind <> 'photo'
  AND (status = 'ready' OR (status = 'unprocessed' AND unprocessed_reason NOT LIKE 'too-big-%'))`;
