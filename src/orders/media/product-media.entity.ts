import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { bigintColumn } from '../../database/bigint-column';
import type { OrderMediaKind } from '../products/product';
import type { MediaFailure, ProductMediaStatus } from './product-media';

/** One file of Telegram's on its way to the media store, whoever ordered with it. */
@Entity('product_media')
@Unique('product_media_file_unique_id_key', ['fileUniqueId'])
@Check('product_media_kind_check', `kind IN ('photo', 'video', 'document', 'animation')`)
@Check('product_media_status_check', `status IN ('pending', 'downloading', 'available', 'failed')`)
@Check('product_media_lease_check', `status <> 'downloading' OR lease_until IS NOT NULL`)
@Index('product_media_pending_index', ['dueAt'], { where: `status = 'pending'` })
@Index('product_media_downloading_index', ['leaseUntil'], { where: `status = 'downloading'` })
@Index('product_media_late_retry_index', ['dueAt'], { where: `status = 'failed'` })
export class ProductMediaEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  /** Equal for everybody who sends the same file, across time and bots. */
  @Column({ name: 'file_unique_id', type: 'text' })
  fileUniqueId!: string;

  @Column({ name: 'file_id', type: 'text' })
  fileId!: string;

  @Column({ type: 'text' })
  kind!: OrderMediaKind;

  /** As Telegram said; what was really stored is `stored_bytes`. */
  @Column({ name: 'size_bytes', ...bigintColumn, nullable: true })
  sizeBytes!: number | null;

  @Column({ name: 'file_name', type: 'text', nullable: true })
  fileName!: string | null;

  @Column({ name: 'mime_type', type: 'text', nullable: true })
  mimeType!: string | null;

  @Column({ name: 'thumbnail_file_id', type: 'text', nullable: true })
  thumbnailFileId!: string | null;

  @Column({ type: 'text', default: 'pending' })
  status!: ProductMediaStatus;

  @Column({ type: 'text', nullable: true })
  failure!: MediaFailure | null;

  /** Counts the requests to download; a job for an earlier one is void. */
  @Column({ type: 'integer', default: 1 })
  revision!: number;

  /** Runs since somebody last asked for it, counted when they begin so that one which kills its process counts too. */
  @Column({ type: 'smallint', default: 0 })
  attempts!: number;

  /** Retries by the scheduler after it failed. */
  @Column({ name: 'late_retries', type: 'smallint', default: 0 })
  lateRetries!: number;

  /** Not before then: the next attempt while pending, the next late retry while failed (`null`: none). */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true, default: () => 'now()' })
  dueAt!: Date | null;

  /** When the job of a pending row counts as lost. */
  @Column({ name: 'lost_after', type: 'timestamptz' })
  lostAfter!: Date;

  /** Its job came, found all places taken and ended: whoever leaves one calls the first of these. */
  @Column({ name: 'awaits_place', type: 'boolean', default: false })
  awaitsPlace!: boolean;

  @Column({ name: 'loss_count', type: 'smallint', default: 0 })
  lossCount!: number;

  /** Who is downloading; only they may write the outcome. */
  @Column({ name: 'lease_id', type: 'uuid', nullable: true })
  leaseId!: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  @Column({ name: 'stored_bytes', ...bigintColumn, nullable: true })
  storedBytes!: number | null;

  /** SHA-256 of what is stored, hexadecimal. */
  @Column({ type: 'text', nullable: true })
  sha256!: string | null;

  @Column({ name: 'has_thumbnail', type: 'boolean', default: false })
  hasThumbnail!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'available_at', type: 'timestamptz', nullable: true })
  availableAt!: Date | null;
}
