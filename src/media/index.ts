/** The public face of the file library; `media.module.ts` says what this room is for. */
export { MediaDownloadService, type DownloadOutcome, type DownloadRequest } from './media-download.service';
export * from './media.errors';
export { mediaKinds, mediaStatuses, unprocessedReasons } from './media-file';
export type { MediaFile, MediaKind, MediaPage, MediaStatus, UnprocessedReason } from './media-file';
export type { FileFilter } from './media-file.repository';
export { MediaLibraryService, type LibraryStatistics } from './media-library.service';
export { MediaMaintenanceService } from './media-maintenance.service';
export { MediaModule } from './media.module';
export { MediaSearchService, type SearchRequest, type SearchResults } from './media-search.service';
export type { DefaultThumbnail } from './media-settings.repository';
export { MediaThumbnailService } from './media-thumbnail.service';
export { type ByteUpload, MediaHttpUploadService } from './media-http-upload.service';
export { MediaUploadService, type Inspection, type Registration, type UploadRequest } from './media-upload.service';
export { type UploadCandidate, type UploadRefusal } from './upload-policy';
