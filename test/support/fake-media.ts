import { Global, Module } from '@nestjs/common';
import {
  type DownloadRequest,
  MediaDownloadService,
  type MediaFile,
  MediaLibraryService,
  MediaSearchService,
  MediaThumbnailService,
  MediaUploadService,
  type UploadCandidate,
  type UploadRequest,
} from '../../src/media';

export const mediaFile = (changes: Partial<MediaFile> = {}): MediaFile => ({
  id: 1,
  title: 'Guide - Bellhop',
  tags: [],
  kind: 'document',
  fileName: 'guide.pdf',
  mimeType: 'application/pdf',
  sizeBytes: 3_565_158,
  durationSeconds: null,
  status: 'ready',
  unprocessedReason: null,
  servedFileId: 'served-1',
  originalFileId: 'original-1',
  downloadCount: 12,
  uploaderId: 900,
  createdAt: new Date(2026, 10, 22, 12),
  ...changes,
});

/** The library as the chat edge knows it, in memory. */
export class FakeLibrary {
  files: MediaFile[] = [];
  uploads: UploadRequest[] = [];
  downloads: DownloadRequest[] = [];
  shared: { fileId: number; userId: number; key: string }[] = [];
  searches: { text: string; page: number }[] = [];
  thumbnails: string[] = [];
  preparing = new Set<number>();

  page(items: MediaFile[], page: number, pageSize: number) {
    const last = Math.max(1, Math.ceil(items.length / pageSize));
    const actual = Math.min(page, last);
    return {
      items: items.slice((actual - 1) * pageSize, actual * pageSize),
      total: items.length,
      page: actual,
      pageSize,
    };
  }

  byId(fileId: number): MediaFile {
    const file = this.files.find(({ id }) => id === fileId);
    if (!file) throw new Error('no such file');
    return file;
  }

  change(fileId: number, changes: Partial<MediaFile>): MediaFile {
    const changed = { ...this.byId(fileId), ...changes };
    this.files = this.files.map((file) => (file.id === fileId ? changed : file));
    return changed;
  }

  readonly library = {
    find: async (fileId: number) => this.files.find(({ id }) => id === fileId) ?? null,
    get: async (fileId: number) => this.byId(fileId),
    list: async ({
      page,
      pageSize,
      status,
      kind,
    }: {
      page: number;
      pageSize: number;
      status?: string;
      kind?: string;
    }) =>
      this.page(
        this.files.filter((file) => (!status || file.status === status) && (!kind || file.kind === kind)),
        page,
        pageSize,
      ),
    popular: async ({ page, pageSize }: { page: number; pageSize: number }) => this.page(this.files, page, pageSize),
    rename: async (fileId: number, title: string) => this.change(fileId, { title: `${title} - Bellhop` }),
    retag: async (fileId: number, tags: string[]) => this.change(fileId, { tags }),
    remove: async (fileId: number) => {
      const before = this.files.length;
      this.files = this.files.filter(({ id }) => id !== fileId);
      return this.files.length < before;
    },
    reprocess: async (fileId: number) => this.change(fileId, { status: 'pending' }),
    statistics: async () => ({
      files: this.files.length,
      totalBytes: 0,
      downloads: 0,
      byStatus: { pending: 0, processing: 0, ready: this.files.length, unprocessed: 0 },
    }),
  };

  readonly search = {
    search: async ({ text, page, pageSize }: { text: string; page: number; pageSize: number }) => {
      this.searches.push({ text, page });
      const found = this.files.filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase()));
      return { ...this.page(found, page, pageSize), corrected: false };
    },
  };

  readonly download = {
    request: async (request: DownloadRequest) => {
      this.downloads.push(request);
      const file = this.files.find(({ id }) => id === request.fileId);
      if (!file) return { outcome: 'gone' };
      return { outcome: this.preparing.has(file.id) ? 'preparing' : 'sent', file };
    },
    recordShared: async (share: { fileId: number; userId: number; key: string }) => {
      this.shared.push(share);
    },
  };

  readonly upload = {
    inspect: async (candidate: UploadCandidate) => {
      if (candidate.fileName?.endsWith('.exe')) {
        return { outcome: 'refused', reason: 'extension', extension: 'exe', allowed: [] };
      }
      const twin = this.files.find(({ servedFileId }) => servedFileId === candidate.fileUniqueId);
      if (twin) return { outcome: 'duplicate', file: twin };
      return {
        outcome: 'accepted',
        suggestedTitle: candidate.fileName?.replace(/\.\w+$/, '') ?? '',
        processable: true,
      };
    },
    register: async (request: UploadRequest) => {
      this.uploads.push(request);
      const file = mediaFile({
        id: this.files.length + 1,
        title: `${request.title} - Bellhop`,
        tags: request.tags,
        status: 'pending',
        servedFileId: request.fileUniqueId,
      });
      this.files.push(file);
      return { outcome: 'registered', file };
    },
  };

  readonly thumbnail = {
    get: async () => null,
    set: async ({ fileId }: { fileId: string }) => {
      this.thumbnails.push(fileId);
    },
    clear: async () => undefined,
  };

  /** A module that stands in for the library's own. */
  asModule() {
    const providers = [
      { provide: MediaLibraryService, useValue: this.library },
      { provide: MediaSearchService, useValue: this.search },
      { provide: MediaDownloadService, useValue: this.download },
      { provide: MediaUploadService, useValue: this.upload },
      { provide: MediaThumbnailService, useValue: this.thumbnail },
    ];
    @Global()
    @Module({ providers, exports: providers.map(({ provide }) => provide) })
    class FakeMediaModule {}
    return FakeMediaModule;
  }
}
