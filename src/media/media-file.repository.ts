import { Injectable } from '@nestjs/common';
import type { DailyCount, DayRange, HistoryEvent, HistoryRequest } from '../common/history';
import { CREATED_IN_RANGE, DAY_OF_CREATION } from '../database/daily';
import { Database } from '../database/database';
import { type Listed, Listing, type ListRequest, when } from '../database/listing';
import { isRowId } from '../database/row-id';
import type { MediaFile, MediaKind, MediaPage, MediaStatus } from './media-file';
import { MEDIA_FILE_COLUMNS, type MediaFileRow, toMediaFile } from './media-row';

export interface NewMediaFile {
  title: string;
  tags: readonly string[];
  kind: MediaKind;
  fileId: string;
  fileUniqueId: string;
  fileName: string | null;
  mimeType: string | null;
  sizeBytes: number | null;
  durationSeconds: number | null;
  width: number | null;
  height: number | null;
  performer: string | null;
  uploaderId: number | null;
  sourceChatId: number;
  sourceMessageId: number;
}

export interface PageRequest {
  page: number;
  pageSize: number;
}

export interface FileFilter extends ListRequest {
  readonly status?: MediaStatus;
  readonly kind?: MediaKind;
  readonly uploaderId?: number;
}

const listing = new Listing<MediaFileRow>({
  columns: MEDIA_FILE_COLUMNS,
  from: 'media_files AS file',
  where: ['file.removed_at IS NULL'],
  sortable: { createdAt: 'file.created_at', downloadCount: 'file.download_count' },
  tieBreaker: 'file.id',
  defaultSort: '-createdAt',
});

/** The entries of the library as people see them. Removed ones are invisible here. */
@Injectable()
export class MediaFileRepository {
  constructor(private readonly database: Database) {}

  /** Answers `null` when a file with this `file_unique_id` is already listed. */
  async insert(file: NewMediaFile): Promise<MediaFile | null> {
    const rows = await this.database.query<MediaFileRow>(
      `INSERT INTO media_files AS file (title, tags, kind, file_id, file_unique_id, file_name, mime_type, size_bytes,
         duration_seconds, width, height, performer, uploader_id, source_chat_id, source_message_id,
         lost_after)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, now() + interval '1 minute')
       ON CONFLICT (file_unique_id) WHERE removed_at IS NULL DO NOTHING
       RETURNING ${MEDIA_FILE_COLUMNS}`,
      [
        file.title,
        file.tags,
        file.kind,
        file.fileId,
        file.fileUniqueId,
        file.fileName,
        file.mimeType,
        file.sizeBytes,
        file.durationSeconds,
        file.width,
        file.height,
        file.performer,
        file.uploaderId,
        file.sourceChatId,
        file.sourceMessageId,
      ],
    );
    return firstOf(rows);
  }

  async find(fileId: number): Promise<MediaFile | null> {
    if (!isRowId(fileId)) return null;
    return firstOf(
      await this.database.query<MediaFileRow>(
        `SELECT ${MEDIA_FILE_COLUMNS} FROM media_files AS file WHERE file.id = $1 AND file.removed_at IS NULL`,
        [fileId],
      ),
    );
  }

  /** Like `find`; the entry stays as it is until the transaction ends. */
  async lock(fileId: number): Promise<MediaFile | null> {
    if (!isRowId(fileId)) return null;
    return firstOf(
      await this.database.query<MediaFileRow>(
        `SELECT ${MEDIA_FILE_COLUMNS} FROM media_files AS file WHERE file.id = $1 AND file.removed_at IS NULL FOR UPDATE`,
        [fileId],
      ),
    );
  }

  /** Finds the entry by the file it was made of, or by its copy: somebody may upload what they got from the bot. */
  async findByUniqueId(fileUniqueId: string): Promise<MediaFile | null> {
    return firstOf(
      await this.database.query<MediaFileRow>(
        `SELECT ${MEDIA_FILE_COLUMNS} FROM media_files AS file
         WHERE (file.file_unique_id = $1 OR file.processed_file_unique_id = $1) AND file.removed_at IS NULL
         ORDER BY file.id LIMIT 1`,
        [fileUniqueId],
      ),
    );
  }

  /** Whether this entry was made from that very message. */
  async cameFrom(fileId: number, source: { chatId: number; messageId: number }): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT 1 FROM media_files WHERE id = $1 AND source_chat_id = $2 AND source_message_id = $3',
      [fileId, source.chatId, source.messageId],
    );
    return rows.length > 0;
  }

  /** Page by page, newest first, as the chat shows it. */
  async list(filter: FileFilter): Promise<MediaPage> {
    const { items, ...place } = await listing.turn(this.database, filter, conditionsOf(filter));
    return { items: items.map(toMediaFile), ...place };
  }

  /** The library as the API lists it: fast at any size. */
  async browse(filter: FileFilter): Promise<Listed<MediaFile>> {
    const listed = await listing.read(this.database, filter, conditionsOf(filter));
    return { ...listed, items: listed.items.map(toMediaFile) };
  }

  /** The files that were sent to somebody, or could not be. */
  async deliveriesTo({ userId, before, limit }: HistoryRequest): Promise<HistoryEvent[]> {
    const rows = await this.database.query<{
      at: Date;
      fileId: number;
      title: string;
      status: string;
      failure: string | null;
    }>(
      `SELECT d.created_at AS at, d.file_id AS "fileId", file.title, d.status, d.failure
       FROM media_deliveries d JOIN media_files file ON file.id = d.file_id
       WHERE d.user_id = $1 AND d.created_at < $2 ORDER BY d.created_at DESC LIMIT $3`,
      [userId, before, limit],
    );
    return rows.map(({ at, ...details }) => ({ at, kind: 'file.delivery', details }));
  }

  async downloadsPerDay(range: DayRange): Promise<DailyCount[]> {
    return this.perDay(`media_deliveries WHERE status = 'sent'`, range);
  }

  async uploadsPerDay(range: DayRange): Promise<DailyCount[]> {
    return this.perDay('media_files WHERE removed_at IS NULL', range);
  }

  private async perDay(source: string, { from, to }: DayRange): Promise<DailyCount[]> {
    return this.database.query<DailyCount>(
      `SELECT ${DAY_OF_CREATION} AS day, count(*)::int AS count FROM ${source}
         AND ${CREATED_IN_RANGE}
       GROUP BY 1 ORDER BY 1`,
      [from, to],
    );
  }

  /** The most downloaded files, at most `limit` of them in all pages. */
  async popular(request: PageRequest, limit: number): Promise<MediaPage> {
    const rows = await this.database.query<MediaFileRow & { total: number }>(
      `WITH top AS (
         SELECT id FROM media_files WHERE removed_at IS NULL ORDER BY download_count DESC, id DESC LIMIT $1),
       counted AS (SELECT count(*)::int AS total FROM top)
       SELECT ${MEDIA_FILE_COLUMNS}, counted.total
       FROM top JOIN media_files AS file ON file.id = top.id CROSS JOIN counted
       ORDER BY file.download_count DESC, file.id DESC
       LIMIT $2 OFFSET LEAST($3, (SELECT GREATEST(total - 1, 0) / $2 * $2 FROM counted))`,
      [limit, request.pageSize, (request.page - 1) * request.pageSize],
    );
    const total = rows[0]?.total ?? 0;
    const page = Math.min(request.page, Math.max(1, Math.ceil(total / request.pageSize)));
    return { items: rows.map(toMediaFile), total, page, pageSize: request.pageSize };
  }

  async rename(fileId: number, title: string): Promise<MediaFile | null> {
    return this.change(fileId, 'title = $2', [title]);
  }

  async retag(fileId: number, tags: readonly string[]): Promise<MediaFile | null> {
    return this.change(fileId, 'tags = $2', [tags]);
  }

  /** Answers `null` when it was already gone. */
  async markRemoved(fileId: number): Promise<MediaFile | null> {
    return this.change(fileId, 'removed_at = now()', []);
  }

  async statistics(): Promise<{ status: MediaStatus; files: number; bytes: number; downloads: number }[]> {
    return this.database.query(
      `SELECT status, count(*)::int AS files, COALESCE(sum(size_bytes), 0)::float8 AS bytes,
              COALESCE(sum(download_count), 0)::float8 AS downloads
       FROM media_files WHERE removed_at IS NULL GROUP BY status`,
    );
  }

  private async change(fileId: number, assignment: string, values: readonly unknown[]): Promise<MediaFile | null> {
    if (!isRowId(fileId)) return null;
    return firstOf(
      await this.database.query<MediaFileRow>(
        `UPDATE media_files AS file SET ${assignment} WHERE file.id = $1 AND file.removed_at IS NULL
         RETURNING ${MEDIA_FILE_COLUMNS}`,
        [fileId, ...values],
      ),
    );
  }
}

function firstOf(rows: readonly MediaFileRow[]): MediaFile | null {
  const [row] = rows;
  return row ? toMediaFile(row) : null;
}

const conditionsOf = ({ status, kind, uploaderId }: FileFilter) => [
  when(status, (value) => `file.status = ${value}`),
  when(kind, (value) => `file.kind = ${value}`),
  when(uploaderId, (value) => `file.uploader_id = ${value}`),
];
