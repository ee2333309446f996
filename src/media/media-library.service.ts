import { Injectable } from '@nestjs/common';
import type { MediaFile, MediaKind, MediaPage, MediaStatus } from './media-file';

export type LibrarySort = 'newest' | 'oldest' | 'title' | 'downloads' | 'size';

export interface LibraryFilter {
  /** From 1; numbers outside the list are moved to its nearest page. */
  page: number;
  /** 1 to 100. */
  pageSize: number;
  sort?: LibrarySort;
  status?: MediaStatus;
  kind?: MediaKind;
  uploaderId?: number;
}

export interface LibraryStatistics {
  files: number;
  totalBytes: number;
  downloads: number;
  byStatus: Record<MediaStatus, number>;
}

/** Looks after what is in the library: lists, new titles and tags, removal, processing again. */
@Injectable()
export class MediaLibraryService {
  /** Answers `null` for unknown and removed entries. */
  async find(_fileId: number): Promise<MediaFile | null> {
    throw new Error('not yet built');
  }

  /** Like `find`, but throws `MediaFileNotFound`. */
  async get(_fileId: number): Promise<MediaFile> {
    throw new Error('not yet built');
  }

  /** The library page by page, for those who look after it. */
  async list(_filter: LibraryFilter): Promise<MediaPage> {
    throw new Error('not yet built');
  }

  /** The most downloaded files that can be sent now. */
  async popular(_request: { page: number; pageSize: number }): Promise<MediaPage> {
    throw new Error('not yet built');
  }

  /** Gives a new title (the suffix is added once) and a processed copy named after it. Throws `MediaFileNotFound`, `TitleMissing`. */
  async rename(_fileId: number, _title: string): Promise<MediaFile> {
    throw new Error('not yet built');
  }

  /** Replaces the tags. Throws `MediaFileNotFound`. */
  async retag(_fileId: number, _tags: readonly string[]): Promise<MediaFile> {
    throw new Error('not yet built');
  }

  /** Takes the entry out of search, lists and downloads; its record is kept. Answers false when it was already gone. */
  async remove(_fileId: number): Promise<boolean> {
    throw new Error('not yet built');
  }

  /** Processes one file again, for example after a failure. Throws `MediaFileNotFound`. Photos are left as they are. */
  async reprocess(_fileId: number): Promise<MediaFile> {
    throw new Error('not yet built');
  }

  /** Processes every file again in the background, after a new default thumbnail. Answers how many it concerns. */
  async reprocessAll(): Promise<number> {
    throw new Error('not yet built');
  }

  async statistics(): Promise<LibraryStatistics> {
    throw new Error('not yet built');
  }
}
