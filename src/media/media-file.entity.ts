import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { bigintColumn, telegramIdColumn } from '../database/bigint-column';
import type { MediaKind, MediaStatus, UnprocessedReason } from './media-file';

const LISTED = 'removed_at IS NULL';

/** One file of the library, its processing included: the row behind `MediaFile`. */
@Entity('media_files')
@Check('media_files_kind_check', `kind IN ('document', 'audio', 'video', 'photo')`)
@Check('media_files_status_check', `status IN ('pending', 'processing', 'ready', 'unprocessed')`)
@Index('media_files_file_unique_id_key', ['fileUniqueId'], { unique: true, where: LISTED })
@Index('media_files_processed_file_unique_id_index', ['processedFileUniqueId'], { where: LISTED })
@Index('media_files_download_count_index', ['downloadCount', 'id'], { where: LISTED })
@Index('media_files_created_at_index', ['createdAt', 'id'], { where: LISTED })
@Index('media_files_kind_index', ['kind', 'createdAt', 'id'], { where: LISTED })
@Index('media_files_uploader_id_index', ['uploaderId', 'createdAt', 'id'], { where: LISTED })
@Index('media_files_not_ready_index', ['status', 'createdAt', 'id'], { where: `${LISTED} AND status <> 'ready'` })
@Index('media_files_unfinished_index', ['lostAfter'], {
  where: `${LISTED} AND status IN ('pending', 'processing')`,
})
@Index('media_files_leftover_index', ['id'], { where: 'leftover_message_id IS NOT NULL' })
export class MediaFileEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  tags!: string[];

  @Column({ type: 'text' })
  kind!: MediaKind;

  @Column({ name: 'file_id', type: 'text' })
  fileId!: string;

  /** Equal across time and bots; what duplicates are recognised by. */
  @Column({ name: 'file_unique_id', type: 'text' })
  fileUniqueId!: string;

  @Column({ name: 'file_name', type: 'text', nullable: true })
  fileName!: string | null;

  @Column({ name: 'mime_type', type: 'text', nullable: true })
  mimeType!: string | null;

  @Column({ name: 'size_bytes', ...bigintColumn, nullable: true })
  sizeBytes!: number | null;

  @Column({ name: 'duration_seconds', type: 'integer', nullable: true })
  durationSeconds!: number | null;

  @Column({ type: 'integer', nullable: true })
  width!: number | null;

  @Column({ type: 'integer', nullable: true })
  height!: number | null;

  @Column({ type: 'text', nullable: true })
  performer!: string | null;

  /** `null`: uploaded by an account of the admin API that has no Telegram id. */
  @Column({ name: 'uploader_id', ...telegramIdColumn, nullable: true })
  uploaderId!: number | null;

  /** With the message id below: where the file can be found again when a new bot token has voided every `file_id`. */
  @Column({ name: 'source_chat_id', ...telegramIdColumn })
  sourceChatId!: number;

  @Column({ name: 'source_message_id', ...telegramIdColumn })
  sourceMessageId!: number;

  @Column({ type: 'text', default: 'pending' })
  status!: MediaStatus;

  @Column({ name: 'unprocessed_reason', type: 'text', nullable: true })
  unprocessedReason!: UnprocessedReason | null;

  /** Counts the requests to process this file; a job for an earlier one is void. */
  @Column({ type: 'integer', default: 1 })
  revision!: number;

  /** Counts the runs that took it; only the latest may write its outcome. */
  @Column({ type: 'integer', default: 0 })
  run!: number;

  /** When the job or run that should be at work counts as lost. */
  @Column({ name: 'lost_after', type: 'timestamptz', default: () => 'now()' })
  lostAfter!: Date;

  @Column({ name: 'loss_count', type: 'smallint', default: 0 })
  lossCount!: number;

  @Column({ name: 'processed_file_id', type: 'text', nullable: true })
  processedFileId!: string | null;

  @Column({ name: 'processed_file_unique_id', type: 'text', nullable: true })
  processedFileUniqueId!: string | null;

  @Column({ name: 'processed_chat_id', ...telegramIdColumn, nullable: true })
  processedChatId!: number | null;

  @Column({ name: 'processed_message_id', ...telegramIdColumn, nullable: true })
  processedMessageId!: number | null;

  /** The copy's message in the uploader's chat while it has not been removed yet. */
  @Column({ name: 'leftover_message_id', ...telegramIdColumn, nullable: true })
  leftoverMessageId!: number | null;

  @Column({ name: 'processed_at', type: 'timestamptz', nullable: true })
  processedAt!: Date | null;

  @Column({ name: 'download_count', ...bigintColumn, default: 0 })
  downloadCount!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt!: Date | null;
}
