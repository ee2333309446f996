/**
 * The file library: uploading, processing, thumbnails, search and download of files that live on Telegram's servers.
 * Screens, commands and HTTP don't belong here; they are drawn by the edges from what these services answer.
 */
export { MediaDownloadService, type DownloadOutcome, type DownloadRequest } from './media-download.service';
export * from './media.errors';
export { mediaKinds, mediaStatuses, unprocessedReasons } from './media-file';
export type { MediaFile, MediaKind, MediaPage, MediaStatus, UnprocessedReason } from './media-file';
export {
  MediaLibraryService,
  type LibraryFilter,
  type LibrarySort,
  type LibraryStatistics,
} from './media-library.service';
export { MediaProcessingService } from './media-processing.service';
export { MediaSearchService, type SearchRequest, type SearchResults } from './media-search.service';
export { MediaThumbnailService, type DefaultThumbnail } from './media-thumbnail.service';
export {
  MediaUploadService,
  type Inspection,
  type Registration,
  type UploadCandidate,
  type UploadRefusal,
  type UploadRequest,
} from './media-upload.service';
