import { Logger } from '@nestjs/common';
import { AuditTrail } from '../../../src/audit';
import { type Clock, SystemClock } from '../../../src/common/clock';
import { readConfig } from '../../../src/config';
import { I18n } from '../../../src/i18n';
import { MediaCopyService } from '../../../src/media/media-copy.service';
import { MediaDeliveryRepository } from '../../../src/media/media-delivery.repository';
import { MediaDeliveryService } from '../../../src/media/media-delivery.service';
import { MediaDownloadService } from '../../../src/media/media-download.service';
import { MediaFileRepository } from '../../../src/media/media-file.repository';
import { MediaLibraryService } from '../../../src/media/media-library.service';
import { MediaProcessingRepository } from '../../../src/media/media-processing.repository';
import { MediaProcessingService } from '../../../src/media/media-processing.service';
import { MediaSearchCache } from '../../../src/media/media-search.cache';
import { MediaSearchRepository } from '../../../src/media/media-search.repository';
import { MediaSearchService, type SearchResults } from '../../../src/media/media-search.service';
import { MediaSettingsRepository } from '../../../src/media/media-settings.repository';
import { MediaSweepService } from '../../../src/media/media-sweep.service';
import { MediaThumbnailService } from '../../../src/media/media-thumbnail.service';
import { MediaUploadService, type UploadRequest } from '../../../src/media/media-upload.service';
import { MediaMessages } from '../../../src/media/media.messages';
import { JobDispatcher } from '../../../src/queue/job-dispatcher';
import type { JobContext } from '../../../src/queue/job-processor';
import { FixedSettings } from '../../support/fixed-settings';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { FakeTelegram } from './fake-telegram';

// What the library warns of is provoked here on purpose.
Logger.overrideLogger(false);

/** Remembers what was dispatched; the tests decide when it runs. */
export class JobLedger extends JobDispatcher {
  readonly dispatched: { name: string; payload: Record<string, unknown>; delayMs: number }[] = [];

  async dispatch(
    job: { name: string },
    payload: Record<string, unknown>,
    options: { delayMs?: number } = {},
  ): Promise<'queued'> {
    this.dispatched.push({ name: job.name, payload, delayMs: options.delayMs ?? 0 });
    return 'queued';
  }

  /** Takes out the jobs of one kind, in the order they came. */
  take<Payload = { fileId: number; revision: number }>(name: string): Payload[] {
    const taken = this.dispatched.filter((job) => job.name === name);
    for (const job of taken) this.dispatched.splice(this.dispatched.indexOf(job), 1);
    return taken.map(({ payload }) => payload as Payload);
  }
}

export const runContext = (changes: Partial<JobContext> = {}): JobContext => ({
  jobId: 'test',
  attempt: 1,
  isLastAttempt: false,
  signal: new AbortController().signal,
  ...changes,
});

/** The whole library on a real database, with Telegram and the queue in the test's hands. */
export async function openLibrary(environment: Record<string, string> = {}) {
  const db: TestDatabase = await openTestDatabase();
  const config = readConfig({ BOT_TOKEN: `1:${'x'.repeat(35)}`, ...environment });
  const telegram = new FakeTelegram();
  const jobs = new JobLedger();
  const { database } = db;
  const audit = new AuditTrail(database);
  const files = new MediaFileRepository(database);
  const processingRows = new MediaProcessingRepository(database);
  const searchRows = new MediaSearchRepository(database);
  const deliveryRows = new MediaDeliveryRepository(database);
  const settings = new MediaSettingsRepository(database);
  const newCache = (clock: Clock = new SystemClock()) => new MediaSearchCache<SearchResults>(searchRows, clock);
  const cache = newCache();
  const messages = new MediaMessages(new I18n());
  const delivery = new MediaDeliveryService(deliveryRows, telegram, jobs, messages);
  const sweep = new MediaSweepService(database, settings, processingRows, jobs);
  const copies = new MediaCopyService(config, telegram, settings);
  return {
    db,
    telegram,
    jobs,
    delivery,
    sweep,
    upload: new MediaUploadService(
      config,
      new FixedSettings(config),
      database,
      files,
      searchRows,
      cache,
      telegram,
      jobs,
      audit,
    ),
    library: new MediaLibraryService(database, files, processingRows, searchRows, cache, telegram, jobs, sweep, audit),
    thumbnails: new MediaThumbnailService(telegram, settings, database, audit),
    search: new MediaSearchService(searchRows, cache),
    /** The search of another process: same database, a cache of its own. */
    searchElsewhere: (clock: Clock) => new MediaSearchService(searchRows, newCache(clock)),
    processing: new MediaProcessingService(config, processingRows, copies, delivery, cache, jobs),
    downloads: new MediaDownloadService(deliveryRows, delivery, telegram, messages, database),
    /** Lets everything that waits for its time be overdue. */
    letTimePass: async (interval: string) => {
      for (const table of ['media_files', 'media_deliveries']) {
        await database.execute(`UPDATE ${table} SET lost_after = lost_after - $1::interval`, [interval]);
      }
      await database.execute('UPDATE media_settings SET sweep_lost_after = sweep_lost_after - $1::interval', [
        interval,
      ]);
    },
    close: () => db.close(),
  };
}
export type LibraryUnderTest = Awaited<ReturnType<typeof openLibrary>>;

let uploads = 0;
/** A document that may be uploaded; every call is another file unless told otherwise. */
export function anUpload(changes: Partial<UploadRequest> = {}): UploadRequest {
  uploads += 1;
  return {
    kind: 'document',
    fileId: 'original',
    fileUniqueId: `unique-${uploads}`,
    fileName: 'notes.pdf',
    mimeType: 'application/pdf',
    sizeBytes: 14,
    uploaderId: 700,
    sourceMessage: { chatId: 700, messageId: uploads },
    title: `Guide ${uploads}`,
    tags: [],
    ...changes,
  };
}
