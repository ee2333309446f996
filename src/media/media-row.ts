import type { MediaFile, MediaKind, MediaStatus, UnprocessedReason } from './media-file';

/**
 * The columns of `MediaFile` under its own names, for a SELECT from `media_files AS file`. What is served: the copy;
 * the original once processing has ended without one. A photo's original is all there is.
 */
export const MEDIA_FILE_COLUMNS = `
  file.id, file.title, file.tags, file.kind, file.file_name AS "fileName", file.mime_type AS "mimeType",
  file.size_bytes::float8 AS "sizeBytes", file.duration_seconds AS "durationSeconds", file.status,
  file.unprocessed_reason AS "unprocessedReason",
  COALESCE(file.processed_file_id, CASE WHEN file.status IN ('ready', 'unprocessed') THEN file.file_id END)
    AS "servedFileId", file.file_id AS "originalFileId",
  file.download_count::float8 AS "downloadCount", file.uploader_id::float8 AS "uploaderId",
  file.created_at AS "createdAt"`;

/** A row as `MEDIA_FILE_COLUMNS` selects it. `float8` holds every count, size and Telegram id exactly (52 bits). */
export interface MediaFileRow {
  id: number;
  title: string;
  tags: string[];
  kind: MediaKind;
  fileName: string | null;
  mimeType: string | null;
  sizeBytes: number | null;
  durationSeconds: number | null;
  status: MediaStatus;
  unprocessedReason: UnprocessedReason | null;
  servedFileId: string | null;
  originalFileId: string;
  downloadCount: number;
  uploaderId: number | null;
  createdAt: Date;
}

/** Drops what the statement selected beside the file. */
export const toMediaFile = (row: MediaFileRow): MediaFile => ({
  id: row.id,
  title: row.title,
  tags: row.tags,
  kind: row.kind,
  fileName: row.fileName,
  mimeType: row.mimeType,
  sizeBytes: row.sizeBytes,
  durationSeconds: row.durationSeconds,
  status: row.status,
  unprocessedReason: row.unprocessedReason,
  servedFileId: row.servedFileId,
  originalFileId: row.originalFileId,
  downloadCount: row.downloadCount,
  uploaderId: row.uploaderId,
  createdAt: row.createdAt,
});
