import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { bigintColumn, telegramIdColumn } from '../../database/bigint-column';
import type { RequestState } from './request-state';
import type { VoiceKind } from './voice-request';

/**
 * One request for a transcription, written in stages, and at the same time its place in the queue. What was said is in
 * no column, and never will be.
 */
@Entity('usage')
@Check('usage_kind_check', `kind IN ('voice', 'audio', 'video_note')`)
@Check(
  'usage_state_check',
  `state IN ('waiting', 'downloading', 'working', 'delivering', 'finished', 'failed', 'cancelled', 'refused')`,
)
@Check(
  'usage_claim_check',
  `state NOT IN ('downloading', 'working', 'delivering') OR claim IS NOT NULL AND place IS NOT NULL`,
)
@Check('usage_ended_check', `(ended_at IS NULL) = (state IN ('waiting', 'downloading', 'working', 'delivering'))`)
@Index('usage_asked_key', ['chatId', 'askedMessageId'], { unique: true })
@Index('usage_live_index', ['id'], { where: 'ended_at IS NULL' })
@Index('usage_created_at_index', ['createdAt'])
@Index('usage_user_id_index', ['userId', 'id'])
@Index('usage_state_index', ['state', 'id'])
@Index('usage_engine_index', ['engine', 'id'])
export class UsageEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'user_id', ...telegramIdColumn })
  userId!: number;

  @Column({ name: 'chat_id', ...telegramIdColumn })
  chatId!: number;

  @Column({ name: 'asked_message_id', ...telegramIdColumn })
  askedMessageId!: number;

  @Column({ name: 'voice_message_id', ...telegramIdColumn })
  voiceMessageId!: number;

  @Column({ type: 'text' })
  kind!: VoiceKind;

  @Column({ name: 'file_id', type: 'text' })
  fileId!: string;

  /** Requests with the same one that are open at the same time are worked together. */
  @Column({ name: 'file_unique_id', type: 'text' })
  fileUniqueId!: string;

  @Column({ name: 'mime_type', type: 'text', nullable: true })
  mimeType!: string | null;

  @Column({ name: 'size_bytes', ...bigintColumn, nullable: true })
  sizeBytes!: number | null;

  /** As the sender's client claims; what was really heard is `audio_seconds`. */
  @Column({ name: 'duration_seconds', type: 'real', nullable: true })
  durationSeconds!: number | null;

  @Column({ type: 'text' })
  state!: RequestState;

  /** Why it failed or was refused: the code of an error. */
  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  /** Whether who asked has been told that it is in line; until then it is not begun. */
  @Column({ type: 'boolean', default: false })
  announced!: boolean;

  @Column({ name: 'status_message_id', ...telegramIdColumn, nullable: true })
  statusMessageId!: number | null;

  /** The place in line that the status message says. */
  @Column({ name: 'shown_position', type: 'integer', nullable: true })
  shownPosition!: number | null;

  /** Until then somebody who does not work on it may be editing the status message. */
  @Column({ name: 'status_held_until', type: 'timestamptz', nullable: true })
  statusHeldUntil!: Date | null;

  /** Counts the jobs that were asked for on its behalf. */
  @Column({ type: 'integer', default: 1 })
  revision!: number;

  /** When the job of a waiting request counts as lost. */
  @Column({ name: 'lost_after', type: 'timestamptz' })
  lostAfter!: Date;

  /** The run it is part of; only that run may write what becomes of it. */
  @Column({ type: 'uuid', nullable: true })
  claim!: string | null;

  /** Which of the `MAX_CONCURRENT_WORKERS` places the run holds. */
  @Column({ type: 'smallint', nullable: true })
  place!: number | null;

  /** Runs in which it was heard, counted before it is so that one which kills its process counts too. */
  @Column({ type: 'smallint', default: 0 })
  attempts!: number;

  @Column({ name: 'cancel_asked_at', type: 'timestamptz', nullable: true })
  cancelAskedAt!: Date | null;

  @Column({ name: 'parts_sent', type: 'smallint', default: 0 })
  partsSent!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'taken_at', type: 'timestamptz', nullable: true })
  takenAt!: Date | null;

  @Column({ name: 'downloaded_at', type: 'timestamptz', nullable: true })
  downloadedAt!: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ name: 'audio_seconds', type: 'real', nullable: true })
  audioSeconds!: number | null;

  @Column({ type: 'text', nullable: true })
  engine!: string | null;

  @Column({ type: 'text', nullable: true })
  model!: string | null;

  @Column({ name: 'processing_ms', type: 'integer', nullable: true })
  processingMs!: number | null;

  /** Characters. */
  @Column({ name: 'text_length', type: 'integer', nullable: true })
  textLength!: number | null;
}
