import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { UnitOfWork } from '../../database/unit-of-work';
import type { StoredContent } from '../../media-store';
import type { OrderMediaKind } from '../products/product';
import { DOWNLOAD_REQUEST } from './media-columns';
import type { DownloadRequest, MediaFailure } from './product-media';

/** Held for the moment in which somebody takes a place; arbitrary, of this application alone. */
const PLACES_LOCK = 7_301_101;

/** A download that this process holds; `leaseId` fences what it writes. */
export interface TakenMedia {
  readonly id: number;
  readonly leaseId: string;
  readonly kind: OrderMediaKind;
  readonly fileId: string;
  readonly sizeBytes: number | null;
  readonly mimeType: string | null;
  readonly thumbnailFileId: string | null;
  /** Runs since somebody last asked, this one included. */
  readonly attempts: number;
  /** Retries by the scheduler after it had been given up. */
  readonly lateRetries: number;
}

export type Taking =
  | { outcome: 'taken'; media: TakenMedia }
  /** All places are taken; whoever leaves one calls it. */
  | { outcome: 'busy' }
  /** Available, given up, held by somebody else, or asked for again under a later revision. */
  | { outcome: 'void' };

export interface FailedRun {
  failure: MediaFailure;
  /** After this long the next attempt may begin; `null`: given up. */
  retryInMs: number | null;
  /** Nothing was tried, so it costs no attempt. Default false. */
  wasTurnedAway?: boolean;
  /** Of media that is given up: when the scheduler may try once more; `null`: never. */
  lateRetryInMs: number | null;
}

const IN = (parameter: string): string => `clock_timestamp() + make_interval(secs => ${parameter}::float8 / 1000)`;

/**
 * The states of a download, each move one conditional statement. Leases are told by the database's clock alone, so that
 * processes whose clocks differ agree.
 */
@Injectable()
export class MediaDownloadRepository {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Takes a download and one of the places, or neither. Pending media is taken when it is due; media whose process has
   * let its lease run out is taken over.
   */
  async take(request: DownloadRequest, limits: { places: number; leaseMs: number }): Promise<Taking> {
    return this.unitOfWork.run(async () => {
      await this.lockPlaces();
      const [media] = await this.database.query<TakenMedia>(
        `UPDATE product_media m SET status = 'downloading', attempts = m.attempts + 1, lease_id = $3,
           lease_until = ${IN('$4')}, awaits_place = false
         WHERE m.id = $1 AND m.revision = $2 AND ${IS_TAKEABLE}
           AND (SELECT count(*) FROM product_media
                WHERE status = 'downloading' AND lease_until > clock_timestamp()) < $5
         RETURNING m.id, m.lease_id AS "leaseId", m.kind, m.file_id AS "fileId", m.size_bytes::float8 AS "sizeBytes",
           m.mime_type AS "mimeType", m.thumbnail_file_id AS "thumbnailFileId", m.attempts, m.late_retries AS "lateRetries"`,
        [request.mediaId, request.revision, randomUUID(), limits.leaseMs, limits.places],
      );
      if (media) return { outcome: 'taken', media };
      const waiting = await this.database.execute(
        `UPDATE product_media m SET awaits_place = m.status = 'pending', loss_count = 0
         WHERE m.id = $1 AND m.revision = $2 AND ${IS_TAKEABLE}`,
        [request.mediaId, request.revision],
      );
      return { outcome: waiting > 0 ? 'busy' : 'void' };
    });
  }

  /** Answers false when the lease is gone: somebody else may be downloading now. */
  async renew({ id, leaseId }: TakenMedia, leaseMs: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE product_media SET lease_until = ${IN('$3')} WHERE id = $1 AND lease_id = $2 AND status = 'downloading'`,
      [id, leaseId, leaseMs],
    );
    return changed > 0;
  }

  /** Answers false when the lease is gone. */
  async markAvailable(
    { id, leaseId }: TakenMedia,
    stored: StoredContent & { hasThumbnail: boolean },
  ): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE product_media SET status = 'available', failure = NULL, lease_id = NULL, lease_until = NULL, due_at = NULL,
         stored_bytes = $3, sha256 = $4, has_thumbnail = $5, available_at = now()
       WHERE id = $1 AND lease_id = $2 AND status = 'downloading'`,
      [id, leaseId, stored.sizeBytes, stored.sha256, stored.hasThumbnail],
    );
    return changed > 0;
  }

  /**
   * Writes down that a run failed: back to `pending` until its next attempt, or given up. Answers the next attempt to
   * dispatch; `null` when there is none or the lease is gone.
   */
  async markRunFailed({ id, leaseId }: TakenMedia, run: FailedRun): Promise<DownloadRequest | null> {
    const isGivenUp = run.retryInMs === null;
    const [request] = await this.database.query<DownloadRequest>(
      `UPDATE product_media m SET status = $3, failure = $4, lease_id = NULL, lease_until = NULL,
         attempts = m.attempts - CASE WHEN $6::boolean THEN 1 ELSE 0 END,
         revision = m.revision + 1, due_at = ${IN('$5')}, loss_count = 0, lost_after = ${IN('coalesce($5, 0)')} + interval '1 minute'
       WHERE id = $1 AND lease_id = $2 AND status = 'downloading' RETURNING ${DOWNLOAD_REQUEST}`,
      [
        id,
        leaseId,
        isGivenUp ? 'failed' : 'pending',
        run.failure,
        isGivenUp ? run.lateRetryInMs : run.retryInMs,
        run.wasTurnedAway ?? false,
      ],
    );
    return isGivenUp ? null : (request ?? null);
  }

  /**
   * The first in the queue of those that found no place, under a new revision: somebody has left one for it. Those whose
   * job is still to come are not called; it will find the place by itself.
   */
  async requestNext(): Promise<DownloadRequest | null> {
    return this.unitOfWork.run(async () => {
      // Whoever is just finding all places taken has written so before, or finds the one that was left.
      await this.lockPlaces();
      const [request] = await this.database.query<DownloadRequest>(
        `UPDATE product_media m SET revision = m.revision + 1, awaits_place = false,
           lost_after = now() + interval '1 minute'
         WHERE id = (
           SELECT id FROM product_media WHERE status = 'pending' AND awaits_place AND due_at <= clock_timestamp()
           ORDER BY due_at, id LIMIT 1 FOR UPDATE)
         RETURNING ${DOWNLOAD_REQUEST}`,
      );
      return request ?? null;
    });
  }

  /**
   * Asks again for downloads with a place free: whose job seems lost, not having come within a minute (then two, four and so
   * on after each time); whom nobody has called; and whose process died. Answers as many as there are places at most.
   */
  async requestLostAgain(places: number): Promise<DownloadRequest[]> {
    return this.database.query<DownloadRequest>(
      `UPDATE product_media m SET revision = m.revision + 1, awaits_place = false, loss_count = LEAST(m.loss_count + 1, 10),
         lost_after = now() + interval '1 minute' * power(2, LEAST(m.loss_count, 10))
       WHERE id IN (
         SELECT id FROM product_media
         WHERE (status = 'pending' AND (lost_after < now() OR awaits_place)) OR (status = 'downloading' AND lease_until < now())
         ORDER BY due_at, id
         LIMIT greatest(0, $1 - (SELECT count(*) FROM product_media
                                 WHERE status = 'downloading' AND lease_until > now()))
         FOR UPDATE SKIP LOCKED)
       RETURNING ${DOWNLOAD_REQUEST}`,
      [places],
    );
  }

  /**
   * Counting and taking must be one step over all processes, and a statement sees only what was committed before it began:
   * so the lock is a statement of its own.
   */
  private async lockPlaces(): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock($1)', [PLACES_LOCK]);
  }

  /** One more run for given-up media whose pause is over, if a failed order still wants it. */
  async requestLateRetries(attemptsBefore: number, limit: number): Promise<DownloadRequest[]> {
    return this.database.query<DownloadRequest>(
      `UPDATE product_media m SET status = 'pending', revision = m.revision + 1, late_retries = m.late_retries + 1,
         attempts = $1, due_at = now(), lost_after = now() + interval '1 minute', loss_count = 0
       WHERE id IN (
         SELECT media.id FROM product_media media WHERE media.status = 'failed' AND media.due_at <= now()
           AND EXISTS (SELECT FROM order_items i JOIN orders o ON o.id = i.order_id
                       WHERE i.media_id = media.id AND o.status = 'failed')
         ORDER BY media.due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING ${DOWNLOAD_REQUEST}`,
      [attemptsBefore, limit],
    );
  }
}

/** A second's grace: a delayed job may come a moment before its time by the clock of the database. */
const IS_TAKEABLE = `(m.status = 'pending' AND m.due_at <= clock_timestamp() + interval '1 second'
  OR m.status = 'downloading' AND m.lease_until < clock_timestamp())`;
