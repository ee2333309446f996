import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { isRowId } from '../database/row-id';
import type { Language } from '../i18n';
import type { MediaFile } from './media-file';
import { MEDIA_FILE_COLUMNS, type MediaFileRow, toMediaFile } from './media-row';

/**
 * `waiting`: for the file to be ready, or for Telegram; `sending`: on its way (after a crash: perhaps there already);
 * `sent` and `failed` are the ends.
 */
export type DeliveryStatus = 'waiting' | 'sending' | 'sent' | 'failed';
export type DeliveryFailure = 'gone' | 'unreachable' | 'rejected' | 'failed';

export interface Delivery {
  id: number;
  status: DeliveryStatus;
  failure: DeliveryFailure | null;
  revision: number;
  chatId: number;
  language: Language;
  waitingMessageId: number | null;
}

/** Names one request to deliver; both are in the job's payload. */
export type DeliveryRequest = { deliveryId: number; revision: number };

export interface NewDelivery {
  key: string;
  fileId: number;
  userId: number;
  chatId: number;
  language: Language;
}

const DELIVERY_COLUMNS = `delivery.id::float8 AS "deliveryId", delivery.status AS "deliveryStatus", delivery.failure,
  delivery.revision, delivery.chat_id::float8 AS "chatId", delivery.language,
  delivery.waiting_message_id::float8 AS "waitingMessageId"`;

type DeliveryRow = MediaFileRow & {
  deliveryId: number;
  deliveryStatus: DeliveryStatus;
  failure: DeliveryFailure | null;
  revision: number;
  chatId: number;
  language: Language;
  waitingMessageId: number | null;
};

/** Who gets which file: `waiting → sending → sent | failed`, one row for each request, counted when it becomes `sent`. */
@Injectable()
export class MediaDeliveryRepository {
  constructor(private readonly database: Database) {}

  /**
   * Opens the delivery of a request, or finds the one its key already opened: in one statement with the file. It begins
   * as `sending` when the file can be sent now, else as `waiting`. Answers `null` when there is no such file.
   */
  async open(request: NewDelivery): Promise<{ file: MediaFile; delivery: Delivery } | null> {
    if (!isRowId(request.fileId)) return null;
    const [row] = await this.database.query<DeliveryRow>(
      `WITH file AS (SELECT * FROM media_files WHERE id = $2 AND removed_at IS NULL),
       delivery AS (
         INSERT INTO media_deliveries (key, file_id, user_id, chat_id, language, status, lost_after)
         SELECT $1, file.id, $3, $4, $5, CASE WHEN ${IS_SERVABLE} THEN 'sending' ELSE 'waiting' END,
           now() + interval '2 minutes'
         FROM file
         ON CONFLICT (key) DO UPDATE SET key = excluded.key
         RETURNING *)
       SELECT ${MEDIA_FILE_COLUMNS}, ${DELIVERY_COLUMNS} FROM file, delivery WHERE delivery.file_id = file.id`,
      [request.key, request.fileId, request.userId, request.chatId, request.language],
    );
    return row ? { file: toMediaFile(row), delivery: toDelivery(row) } : null;
  }

  /**
   * Takes a delivery up for its job. `file` is `null` when it was removed meanwhile. Answers `null` when the request is
   * void: taken up under a later revision, or ended.
   */
  async take({
    deliveryId,
    revision,
  }: DeliveryRequest): Promise<{ file: MediaFile | null; delivery: Delivery } | null> {
    const [row] = await this.database.query<DeliveryRow & { removed: boolean }>(
      `WITH delivery AS (
         UPDATE media_deliveries SET status = 'sending', lost_after = now() + interval '10 minutes'
         WHERE id = $1 AND revision = $2 AND status IN ('waiting', 'sending') RETURNING *)
       SELECT ${MEDIA_FILE_COLUMNS}, ${DELIVERY_COLUMNS}, file.removed_at IS NOT NULL AS removed
       FROM delivery JOIN media_files AS file ON file.id = delivery.file_id`,
      [deliveryId, revision],
    );
    return row ? { file: row.removed ? null : toMediaFile(row), delivery: toDelivery(row) } : null;
  }

  /** Records that the file has arrived and counts it: once, however often it is called. */
  async markSent(deliveryId: number): Promise<boolean> {
    const [row] = await this.database.query<{ counted: number }>(
      `WITH delivery AS (
         UPDATE media_deliveries SET status = 'sent', failure = NULL
         WHERE id = $1 AND status <> 'sent' RETURNING file_id),
       counted AS (
         UPDATE media_files SET download_count = download_count + 1
         WHERE id = (SELECT file_id FROM delivery) RETURNING id),
       ranked AS (
         UPDATE media_search SET popularity = popularity + 1 WHERE file_id = (SELECT file_id FROM delivery))
       SELECT count(*)::int AS counted FROM counted`,
      [deliveryId],
    );
    return row?.counted === 1;
  }

  async markFailed(deliveryId: number, failure: DeliveryFailure): Promise<void> {
    await this.database.execute(
      `UPDATE media_deliveries SET status = 'failed', failure = $2 WHERE id = $1 AND status IN ('waiting', 'sending')`,
      [deliveryId, failure],
    );
  }

  /** Back to waiting, for a job to take up. Answers what that job is given. */
  async postpone(deliveryId: number): Promise<DeliveryRequest | null> {
    const [request] = await this.database.query<DeliveryRequest>(
      `UPDATE media_deliveries SET status = 'waiting', revision = revision + 1, lost_after = now() + interval '2 minutes'
       WHERE id = $1 AND status IN ('waiting', 'sending') RETURNING id::float8 AS "deliveryId", revision`,
      [deliveryId],
    );
    return request ?? null;
  }

  /**
   * Remembers the message that asks for patience. Answers whether the file can be sent by now: processing may have
   * ended between the request and this.
   */
  async rememberWaitingMessage(deliveryId: number, messageId: number): Promise<{ isServable: boolean }> {
    const [row] = await this.database.query<{ isServable: boolean }>(
      `WITH delivery AS (
         UPDATE media_deliveries SET waiting_message_id = $2 WHERE id = $1 RETURNING file_id)
       SELECT (${IS_SERVABLE} OR file.removed_at IS NOT NULL) AS "isServable"
       FROM delivery JOIN media_files AS file ON file.id = delivery.file_id`,
      [deliveryId, messageId],
    );
    return { isServable: row?.isServable ?? false };
  }

  async forgetWaitingMessage(deliveryId: number): Promise<void> {
    await this.database.execute('UPDATE media_deliveries SET waiting_message_id = NULL WHERE id = $1', [deliveryId]);
  }

  /** Who waits for this file, after `afterId`, in the order they asked. */
  async waitingFor(fileId: number, afterId: number, limit: number): Promise<DeliveryRequest[]> {
    return this.database.query(
      `SELECT id::float8 AS "deliveryId", revision FROM media_deliveries
       WHERE file_id = $1 AND status = 'waiting' AND id > $2 ORDER BY id LIMIT $3`,
      [fileId, afterId, limit],
    );
  }

  /** Takes up deliveries that could have happened by now and did not: their job or their process was lost. */
  async requestLostAgain(limit: number): Promise<DeliveryRequest[]> {
    return this.database.query(
      `UPDATE media_deliveries SET revision = revision + 1, lost_after = now() + interval '10 minutes'
       WHERE id IN (
         SELECT delivery.id FROM media_deliveries AS delivery JOIN media_files AS file ON file.id = delivery.file_id
         WHERE delivery.status IN ('waiting', 'sending') AND delivery.lost_after < now()
           AND (${IS_SERVABLE} OR file.removed_at IS NOT NULL)
         ORDER BY delivery.id LIMIT $1 FOR UPDATE OF delivery SKIP LOCKED)
       RETURNING id::float8 AS "deliveryId", revision`,
      [limit],
    );
  }

  /** Ended deliveries whose waiting message may still be there. */
  async leftovers(limit: number): Promise<Delivery[]> {
    const rows = await this.database.query<Omit<DeliveryRow, keyof MediaFileRow>>(
      `SELECT ${DELIVERY_COLUMNS} FROM media_deliveries AS delivery
       WHERE status IN ('sent', 'failed') AND waiting_message_id IS NOT NULL ORDER BY id LIMIT $1`,
      [limit],
    );
    return rows.map(toDelivery);
  }
}

const IS_SERVABLE = `(file.processed_file_id IS NOT NULL OR file.status IN ('ready', 'unprocessed'))`;

const toDelivery = (row: Omit<DeliveryRow, keyof MediaFileRow>): Delivery => ({
  id: row.deliveryId,
  status: row.deliveryStatus,
  failure: row.failure,
  revision: row.revision,
  chatId: row.chatId,
  language: row.language,
  waitingMessageId: row.waitingMessageId,
});
