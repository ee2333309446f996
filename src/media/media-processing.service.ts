import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../config';
import { type JobContext, JobDispatcher, JobTimedOut, UnrecoverableJobError } from '../queue';
import { ChatUnreachable, TelegramRateLimited, TelegramRejected } from '../telegram/telegram-errors';
import { CopyTooBig, MediaCopyService } from './media-copy.service';
import { MediaDeliveryService } from './media-delivery.service';
import type { UnprocessedReason } from './media-file';
import {
  MediaProcessingRepository,
  type ProcessedCopy,
  type ProcessingRequest,
  type TakenFile,
} from './media-processing.repository';
import { MediaSearchCache } from './media-search.cache';
import { processMediaJob } from './media.jobs';
import { planProcessing } from './processing-plan';

/** What a run may take beyond its transfer before it counts as lost. */
const RUN_GRACE_MS = 60_000;
/** Lost files and leftover copies looked at in one go of the scheduler. */
const SWEEP_LIMIT = 200;

/**
 * Turns an uploaded file into the copy that is served: named after its title, wearing the default thumbnail. Where that
 * is not possible, the original is served and the entry says why.
 *
 * A process killed half way leaves the file `processing`; its job, found stalled, runs again and takes the file over.
 * What can't be avoided: killed between Telegram's acceptance of the copy and the record of it, the copy stays as a
 * message nobody knows of in the storage channel or the uploader's chat, and the file is copied once more.
 */
@Injectable()
export class MediaProcessingService {
  private readonly logger = new Logger(MediaProcessingService.name);

  constructor(
    private readonly config: AppConfig,
    private readonly processing: MediaProcessingRepository,
    private readonly copies: MediaCopyService,
    private readonly delivery: MediaDeliveryService,
    private readonly searchCache: MediaSearchCache<unknown>,
    private readonly jobs: JobDispatcher,
  ) {}

  /** The work of one processing job. Safe to run again: a request that was answered or overtaken is void. */
  async process(request: ProcessingRequest, context: JobContext): Promise<void> {
    const taken = await this.processing.take(request, this.config.library.processingTimeoutMs + RUN_GRACE_MS);
    if (!taken) return;
    const plan = planProcessing(taken, this.config.telegram);
    if (plan.action === 'keep') return this.finish(taken, null);
    if (plan.action === 'refuse') return this.settle(taken, plan.reason);

    let copy: ProcessedCopy;
    try {
      copy = await this.copies.make(taken, { withThumbnail: plan.withThumbnail, signal: context.signal });
    } catch (error) {
      return this.handleFailure(taken, error, context);
    }
    await this.finish(taken, copy);
  }

  /**
   * Dispatches files whose job was lost, and removes copies that were left in chats. Answers how many files were
   * dispatched again. Safe at any time and in any number of processes.
   */
  async redispatchLost(): Promise<number> {
    const lost = await this.processing.requestLostAgain(SWEEP_LIMIT);
    await this.jobs.dispatchAll(processMediaJob, lost);
    for (const { fileId, ...copy } of await this.processing.leftovers(SWEEP_LIMIT))
      await this.removeLeftover(fileId, copy);
    return lost.length;
  }

  private async finish(taken: TakenFile, copy: ProcessedCopy | null): Promise<void> {
    const isCurrent = await this.processing.finish(taken, copy);
    if (!isCurrent) {
      // Overtaken by a later run, or removed from the library: nobody will ever ask for this copy.
      if (copy) await this.copies.remove(copy).catch((error: unknown) => this.reportLeftover(taken.id, error));
      return;
    }
    if (copy && !copy.isStored) await this.removeLeftover(taken.id, copy);
    await this.announceEnd(taken.id);
  }

  private async settle(taken: TakenFile, reason: UnprocessedReason): Promise<void> {
    if (!(await this.processing.settleUnprocessed(taken, reason))) return;
    this.logger.warn({ msg: 'the original is served', fileId: taken.id, reason });
    await this.announceEnd(taken.id);
  }

  /** Whoever waited gets the file now, be it the copy or the original. */
  private async announceEnd(fileId: number): Promise<void> {
    await this.delivery.deliverToWaiting(fileId);
    await this.searchCache.drop();
  }

  private async handleFailure(taken: TakenFile, error: unknown, context: JobContext): Promise<void> {
    if (error instanceof CopyTooBig) return this.settle(taken, error.reason);
    if (error instanceof TelegramRejected || error instanceof ChatUnreachable) {
      await this.settle(taken, 'rejected');
      throw new UnrecoverableJobError('Telegram refused to make the copy', { cause: error });
    }
    if (error instanceof TelegramRateLimited) return this.postpone(taken, error.retryAfterSeconds * 1000);
    const timedOut = context.signal.reason instanceof JobTimedOut;
    const isStopping = context.signal.aborted && !timedOut;
    if (context.isLastAttempt && !isStopping) await this.settle(taken, timedOut ? 'timed-out' : 'failed');
    else await this.processing.release(taken);
    throw error;
  }

  /** Waiting for Telegram is no failed attempt: the file is asked for again when Telegram permits. */
  private async postpone(taken: TakenFile, delayMs: number): Promise<void> {
    const request = await this.processing.requestAgain(taken.id);
    if (request) await this.jobs.dispatch(processMediaJob, request, { delayMs });
  }

  private async removeLeftover(fileId: number, copy: { chatId: number; messageId: number }): Promise<void> {
    try {
      await this.copies.remove(copy);
    } catch (error) {
      this.reportLeftover(fileId, error);
      // Anything else is tried again by the scheduler.
      if (!(error instanceof TelegramRejected || error instanceof ChatUnreachable)) return;
    }
    await this.processing.forgetLeftover(fileId, copy.messageId);
  }

  private reportLeftover(fileId: number, error: unknown): void {
    this.logger.warn({ msg: 'a copy could not be removed from its chat', fileId, err: error });
  }
}
