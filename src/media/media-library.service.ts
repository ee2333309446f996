import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail, type AuditValues } from '../audit';
import type { DailyCount, DayRange, HistoryEvent, HistoryRequest } from '../common/history';
import type { Listed } from '../database';
import { UnitOfWork } from '../database/unit-of-work';
import { JobDispatcher } from '../queue';
import { TelegramGateway } from '../telegram/telegram-gateway';
import type { MediaFile, MediaPage, MediaStatus } from './media-file';
import { type FileFilter, MediaFileRepository } from './media-file.repository';
import { MediaProcessingRepository } from './media-processing.repository';
import { MediaSearchCache } from './media-search.cache';
import { MediaSearchRepository } from './media-search.repository';
import { MediaSweepService } from './media-sweep.service';
import { MediaFileNotFound } from './media.errors';
import { processMediaJob } from './media.jobs';
import { toSearchDocument } from './search-document';
import { addSuffix, normaliseTags, toBareTitle } from './title';

const MAX_POPULAR = 100;

export interface LibraryStatistics {
  files: number;
  totalBytes: number;
  downloads: number;
  byStatus: Record<MediaStatus, number>;
}

/** Looks after what is in the library: lists, new titles and tags, removal, processing one file again. */
@Injectable()
export class MediaLibraryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: MediaFileRepository,
    private readonly processing: MediaProcessingRepository,
    private readonly search: MediaSearchRepository,
    private readonly searchCache: MediaSearchCache<unknown>,
    private readonly gateway: TelegramGateway,
    private readonly jobs: JobDispatcher,
    private readonly sweep: MediaSweepService,
    private readonly audit: AuditTrail,
  ) {}

  /** Answers `null` for unknown and removed entries. */
  async find(fileId: number): Promise<MediaFile | null> {
    return this.files.find(fileId);
  }

  /** Like `find`, but throws `MediaFileNotFound`. */
  async get(fileId: number): Promise<MediaFile> {
    return found(await this.files.find(fileId), fileId);
  }

  /** The library page by page, newest first; a page past the end is the last one. */
  async list(filter: FileFilter): Promise<MediaPage> {
    return this.files.list(filter);
  }

  /** The library for the API: sorted and filtered, fast at any size. */
  async browse(filter: FileFilter): Promise<Listed<MediaFile>> {
    return this.files.browse(filter);
  }

  /** Which files somebody got, or could not get; newest first. */
  async historyOf(request: HistoryRequest): Promise<HistoryEvent[]> {
    return this.files.deliveriesTo(request);
  }

  async dailyFigures(range: DayRange): Promise<{ uploads: DailyCount[]; downloads: DailyCount[] }> {
    const [uploads, downloads] = await Promise.all([
      this.files.uploadsPerDay(range),
      this.files.downloadsPerDay(range),
    ]);
    return { uploads, downloads };
  }

  /** The hundred most downloaded files. */
  async popular(request: { page: number; pageSize: number }): Promise<MediaPage> {
    return this.files.popular(pageOf(request), MAX_POPULAR);
  }

  /**
   * Gives a new title (the suffix is added once) and, in the background, a served copy that is named after it. Throws
   * `MediaFileNotFound` and `TitleMissing`.
   */
  async rename(fileId: number, title: string, actor: Actor): Promise<MediaFile> {
    const { displayName } = await this.gateway.getIdentity();
    const bareTitle = toBareTitle(title, displayName);
    return this.unitOfWork.run(async () => {
      const before = found(await this.files.lock(fileId), fileId);
      const renamed = found(await this.files.rename(fileId, addSuffix(bareTitle, displayName)), fileId);
      await this.record(actor, 'file.rename', fileId, { title: before.title }, { title: renamed.title });
      await this.makeFindable(renamed, displayName);
      return this.requestProcessing(renamed);
    });
  }

  /** Replaces the tags. Throws `MediaFileNotFound`. */
  async retag(fileId: number, tags: readonly string[], actor: Actor): Promise<MediaFile> {
    const { displayName } = await this.gateway.getIdentity();
    return this.unitOfWork.run(async () => {
      const before = found(await this.files.lock(fileId), fileId);
      const retagged = found(await this.files.retag(fileId, normaliseTags(tags)), fileId);
      await this.record(actor, 'file.retag', fileId, { tags: before.tags }, { tags: retagged.tags });
      await this.makeFindable(retagged, displayName);
      return retagged;
    });
  }

  /** Gives a new title, new tags, or both. Throws `MediaFileNotFound` and `TitleMissing`, and then changes neither. */
  async change(
    fileId: number,
    changes: { title?: string; tags?: readonly string[] },
    actor: Actor,
  ): Promise<MediaFile> {
    return this.unitOfWork.run(async () => {
      if (changes.tags !== undefined) await this.retag(fileId, changes.tags, actor);
      return changes.title === undefined ? this.get(fileId) : this.rename(fileId, changes.title, actor);
    });
  }

  /** Takes the entry out of search, lists and downloads; its record is kept. Answers false when it was already gone. */
  async remove(fileId: number, actor: Actor): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const removed = await this.files.markRemoved(fileId);
      if (!removed) return false;
      await this.search.drop(fileId);
      const { title, tags, kind, sizeBytes } = removed;
      await this.record(actor, 'file.remove', fileId, { title, tags, kind, sizeBytes }, undefined);
      this.unitOfWork.afterCommit(() => this.searchCache.drop());
      return true;
    });
  }

  /** Processes one file again, for example after a failure. Photos are left as they are. Throws `MediaFileNotFound`. */
  async reprocess(fileId: number, actor: Actor): Promise<MediaFile> {
    return this.unitOfWork.run(async () => {
      const file = await this.get(fileId);
      const requested = await this.requestProcessing(file);
      await this.record(actor, 'file.reprocess', fileId, processingOf(file), processingOf(requested));
      return requested;
    });
  }

  /**
   * Processes every file again in the background, for example after a new default thumbnail. Files keep serving their
   * present copy until the new one is there. Answers how many it concerns.
   */
  async reprocessAll(actor: Actor): Promise<number> {
    const files = await this.sweep.reprocessAll();
    await this.audit.record({ actor, action: 'library.reprocess', targetKind: 'library', after: { files } });
    return files;
  }

  async statistics(): Promise<LibraryStatistics> {
    const byStatus = { pending: 0, processing: 0, ready: 0, unprocessed: 0 };
    const sums = { files: 0, totalBytes: 0, downloads: 0 };
    for (const { status, files, bytes, downloads } of await this.files.statistics()) {
      byStatus[status] = files;
      sums.files += files;
      sums.totalBytes += bytes;
      sums.downloads += downloads;
    }
    return { ...sums, byStatus };
  }

  private record(
    actor: Actor,
    action: string,
    fileId: number,
    before?: AuditValues,
    after?: AuditValues,
  ): Promise<void> {
    return this.audit.record({ actor, action, targetKind: 'file', targetId: fileId, before, after });
  }

  private async requestProcessing(file: MediaFile): Promise<MediaFile> {
    const request = await this.processing.requestAgain(file.id);
    if (!request) return file;
    this.unitOfWork.afterCommit(() => this.jobs.dispatch(processMediaJob, request, { urgency: 'interactive' }));
    return this.get(file.id);
  }

  private async makeFindable(file: MediaFile, botName: string): Promise<void> {
    await this.search.put(file, toSearchDocument({ ...file, title: toBareTitle(file.title, botName) }));
    this.unitOfWork.afterCommit(() => this.searchCache.drop());
  }
}

const processingOf = ({ status, unprocessedReason }: MediaFile): AuditValues => ({ status, unprocessedReason });

function found(file: MediaFile | null, fileId: number): MediaFile {
  if (!file) throw new MediaFileNotFound(fileId);
  return file;
}

const pageOf = ({ page, pageSize }: { page: number; pageSize: number }): { page: number; pageSize: number } => ({
  page: Math.max(1, Math.trunc(page) || 1),
  pageSize: Math.min(100, Math.max(1, Math.trunc(pageSize) || 1)),
});
