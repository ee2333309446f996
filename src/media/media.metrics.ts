import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { AppConfig } from '../config';
import { MetricsContributor, tellsSharedFigures } from '../observability';
import { mediaStatuses } from './media-file';
import { MediaFileRepository } from './media-file.repository';

/** The library's files by state. */
@Injectable()
export class MediaMetrics extends MetricsContributor {
  /** The counting reads every file's row. */
  override readonly sampleEveryMs = 30_000;
  private readonly fileCounts = new Gauge({
    name: 'bellhop_library_files',
    help: 'Files of the library by status.',
    labelNames: ['status'],
    registers: [],
  });
  readonly metrics = [this.fileCounts];

  constructor(
    private readonly files: MediaFileRepository,
    private readonly config: AppConfig,
  ) {
    super();
  }

  override async sample(): Promise<void> {
    if (!tellsSharedFigures(this.config)) return;
    const rows = new Map((await this.files.statistics()).map(({ status, files }) => [status, files]));
    for (const status of mediaStatuses) this.fileCounts.set({ status }, rows.get(status) ?? 0);
  }
}
