import { Injectable, Logger } from '@nestjs/common';
import { Readable } from 'node:stream';
import { AppConfig } from '../../config';
import { MediaStore, MediaTooLarge, type StoredContent } from '../../media-store';
import { JobDispatcher } from '../../queue/job-dispatcher';
import { UnrecoverableJobError } from '../../queue/job-processor';
import { RetryPolicies, type RetryPolicy, type TimeLimit, TimeLimits } from '../../resilience';
import { inLane } from '../../telegram/outbound/lane-context';
import { TelegramGateway } from '../../telegram/telegram-gateway';
import { OrderSettlementService } from '../order-settlement.service';
import { LeaseLost } from '../orders.errors';
import { fetchMediaJob } from '../orders.jobs';
import { DOWNLOAD_PAUSES, judgeFailure, latePauseAfter, UNWELL_PAUSE_MS, wasTurnedAway } from './download-policy';
import { whileLeased } from './lease-keeper';
import { MediaDownloadRepository, type TakenMedia } from './media-download.repository';
import { MediaThumbnailer } from './media-thumbnailer';
import { originalKey, thumbnailKey, type DownloadRequest, type MediaFailure } from './product-media';
import { downloadResumably } from './resumable-download';

/** A process that dies lets go of its downloads after this; shorter than a queue takes to notice a stalled job. */
const LEASE = { leaseMs: 15_000, renewEveryMs: 3_000 };
const MAX_THUMBNAIL_BYTES = 1 << 20;
const LATE_RETRIES_AT_ONCE = 20;

/**
 * Brings files from Telegram into the media store: each once, whoever asks, and never more at a time than
 * `MAX_CONCURRENT_DOWNLOADS` over all processes. The row owns its retries, not the queue: each attempt is a job of its
 * own, since a place must be free when its time has come, and a lost queue must not lose count.
 */
@Injectable()
export class MediaFetchService {
  private readonly logger = new Logger(MediaFetchService.name);
  private readonly attempts: RetryPolicy;
  private readonly timeLimit: TimeLimit;

  constructor(
    private readonly downloads: MediaDownloadRepository,
    private readonly store: MediaStore,
    private readonly thumbnailer: MediaThumbnailer,
    private readonly settlement: OrderSettlementService,
    private readonly gateway: TelegramGateway,
    private readonly jobs: JobDispatcher,
    private readonly config: AppConfig,
    retries: RetryPolicies,
    timeLimits: TimeLimits,
  ) {
    const { attempts, backoffBase: base } = config.jobs;
    this.attempts = retries.create('order-download', { attempts, base, ...DOWNLOAD_PAUSES });
    this.timeLimit = timeLimits.create('order-download', config.orders.downloadTimeoutMs);
  }

  /** The work of one job. Throws `UnrecoverableJobError` for a failed attempt, whose successor is already dispatched. */
  async fetch(request: DownloadRequest, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const places = this.config.orders.maxConcurrentDownloads;
    const askedAtMs = performance.now();
    const taking = await this.downloads.take(request, { places, leaseMs: LEASE.leaseMs });
    if (taking.outcome === 'busy') return;
    if (taking.outcome === 'void') return this.settlement.settleOrdersWith(request.mediaId);
    try {
      await this.carryOut(taking.media, askedAtMs, signal);
    } finally {
      await this.passPlaceOn();
    }
  }

  /** Takes up downloads that a lost job or a killed process has left. Answers how many were dispatched again. */
  async redispatchLost(): Promise<number> {
    const lost = await this.downloads.requestLostAgain(this.config.orders.maxConcurrentDownloads);
    await this.jobs.dispatchAll(fetchMediaJob, lost, { urgency: 'interactive' });
    return lost.length;
  }

  /** Tries given-up downloads once more whose pause is over and which an order still wants. Answers how many. */
  async retryFailed(): Promise<number> {
    const { attempts } = this.config.jobs;
    const due = await this.downloads.requestLateRetries(attempts - 1, LATE_RETRIES_AT_ONCE);
    await this.jobs.dispatchAll(fetchMediaJob, due, { urgency: 'interactive' });
    return due.length;
  }

  private async carryOut(media: TakenMedia, askedAtMs: number, signal: AbortSignal): Promise<void> {
    // A run counts when it begins: one more than allowed means that runs have ended without a word.
    if (media.attempts > this.config.jobs.attempts) {
      this.attempts.noteGivenUp();
      return this.giveUp(media, 'interrupted');
    }
    try {
      const renew = (): Promise<boolean> => this.downloads.renew(media, LEASE.leaseMs);
      const stored = await whileLeased(renew, { ...LEASE, askedAtMs }, signal, (leased) =>
        inLane('notice', () => this.bring(media, leased)),
      );
      if (!(await this.downloads.markAvailable(media, stored))) throw new LeaseLost();
    } catch (error) {
      return this.handleFailure(media, error, signal);
    }
    this.logger.log({ msg: 'order media available', mediaId: media.id, attempt: media.attempts });
    await this.settlement.settleOrdersWith(media.id);
  }

  private async bring(media: TakenMedia, signal: AbortSignal): Promise<StoredContent & { hasThumbnail: boolean }> {
    const stored = await this.timeLimit.execute((limited) => this.download(media, limited), signal);
    const thumbnail = await this.thumbnailer.make(media, stored.sizeBytes, signal);
    signal.throwIfAborted();
    if (thumbnail) {
      await this.store.put(thumbnailKey(media.id), Readable.from([thumbnail], { objectMode: false }), {
        maxBytes: MAX_THUMBNAIL_BYTES,
        expectedBytes: thumbnail.length,
        signal,
      });
    }
    return { ...stored, hasThumbnail: thumbnail !== null };
  }

  private async download(media: TakenMedia, signal: AbortSignal): Promise<StoredContent> {
    const { maxDownloadBytes } = this.config.telegram;
    const expectedBytes = media.sizeBytes ?? undefined;
    if ((expectedBytes ?? 0) > maxDownloadBytes) throw new MediaTooLarge(maxDownloadBytes);
    const ended = new AbortController();
    const connected = AbortSignal.any([signal, ended.signal]);
    const bytes = downloadResumably({
      openAt: (offsetBytes) => this.gateway.openFile(media.fileId, { offsetBytes, signal: connected }),
      expectedBytes,
      stallMs: this.config.orders.downloadStallMs,
      signal: connected,
    });
    const source = Readable.from(bytes, { objectMode: false });
    try {
      return await this.store.put(originalKey(media.id), source, { maxBytes: maxDownloadBytes, expectedBytes, signal });
    } finally {
      // A store that fails while the line is silent must not leave the connection open.
      ended.abort();
    }
  }

  private async handleFailure(media: TakenMedia, error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof LeaseLost) throw new UnrecoverableJobError('another process has taken over', { cause: error });
    if (signal.aborted) {
      // The process is stopping. It counts as a run all the same, so that nothing is given back for ever.
      const next = await this.downloads.markRunFailed(media, {
        failure: 'interrupted',
        retryInMs: 0,
        lateRetryInMs: null,
      });
      if (next) await this.dispatch(next);
      throw new UnrecoverableJobError('the download was given back', { cause: error });
    }
    const { failure, isPermanent } = judgeFailure(error);
    this.logger.warn({ msg: 'order media failed', mediaId: media.id, attempt: media.attempts, failure, err: error });
    const turnedAway = wasTurnedAway(error);
    if (isPermanent) this.attempts.noteGivenUp();
    const retryInMs = turnedAway
      ? spread(UNWELL_PAUSE_MS)
      : isPermanent
        ? null
        : this.attempts.pauseAfter(media.attempts, error);
    if (retryInMs === null) {
      await this.giveUp(media, failure, isPermanent);
    } else {
      const run = { failure, retryInMs, wasTurnedAway: turnedAway, lateRetryInMs: null };
      const next = await this.downloads.markRunFailed(media, run);
      if (next) await this.dispatch(next, retryInMs);
    }
    throw new UnrecoverableJobError(`order media failed: ${failure}`, { cause: error });
  }

  private async giveUp(media: TakenMedia, failure: MediaFailure, isPermanent = false): Promise<void> {
    const lateRetryInMs = isPermanent ? null : latePauseAfter(media.lateRetries);
    await this.downloads.markRunFailed(media, { failure, retryInMs: null, lateRetryInMs });
    await this.settlement.settleOrdersWith(media.id);
  }

  /** Jobs that found no place ended at once; whoever leaves a place calls the one that has waited longest. */
  private async passPlaceOn(): Promise<void> {
    const next = await this.downloads.requestNext();
    if (next) await this.dispatch(next);
  }

  private async dispatch(request: DownloadRequest, delayMs?: number): Promise<void> {
    await this.jobs.dispatch(fetchMediaJob, request, { urgency: 'interactive', delayMs });
  }
}

/** So that what was turned away together does not come back together. */
const spread = (ms: number): number => Math.round(ms * (0.5 + Math.random()));
