import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { bigintColumn, telegramIdColumn } from '../database/bigint-column';
import type { Language } from '../i18n';
import type { BroadcastAuthor, BroadcastButton, BroadcastContent, PauseReason } from './broadcast';
import type { BroadcastStatus, RecipientReason } from './broadcast-state';

/** One campaign: the row behind `Broadcast`. Its counts are kept by the statements that change recipients. */
@Entity('broadcasts')
@Check('broadcasts_status_check', `status IN ('draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled')`)
@Check('broadcasts_scheduled_check', `status <> 'scheduled' OR start_at IS NOT NULL`)
@Check('broadcasts_counts_check', 'sent + blocked + invalid + failed + unknown <= total')
@Index('broadcasts_status_index', ['status', 'id'])
@Index('broadcasts_under_way_index', ['id'], { where: `status IN ('scheduled', 'running', 'paused')` })
export class BroadcastEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ type: 'text', default: 'draft' })
  status!: BroadcastStatus;

  @Column({ type: 'jsonb' })
  content!: BroadcastContent;

  @Column({ type: 'jsonb', default: [] })
  buttons!: BroadcastButton[][];

  @Column({ type: 'text', nullable: true })
  language!: Language | null;

  @Column({ name: 'active_within_days', type: 'int', nullable: true })
  activeWithinDays!: number | null;

  @Column({ type: 'boolean', default: false })
  silent!: boolean;

  @Column({ type: 'boolean', default: false })
  protect!: boolean;

  @Column({ name: 'start_at', type: 'timestamptz', nullable: true })
  startAt!: Date | null;

  @Column({ type: 'jsonb' })
  author!: BroadcastAuthor;

  /** Where the status message is, and how far it told when it was edited last. */
  @Column({ name: 'report_chat_id', ...telegramIdColumn, nullable: true })
  reportChatId!: number | null;

  @Column({ name: 'report_message_id', ...bigintColumn, nullable: true })
  reportMessageId!: number | null;

  @Column({ name: 'reported_at', type: 'timestamptz', nullable: true })
  reportedAt!: Date | null;

  @Column({ name: 'reported_settled', type: 'int', default: 0 })
  reportedSettled!: number;

  /** Something has happened that the author must be told in a message of its own. */
  @Column({ name: 'report_due', type: 'boolean', default: false })
  reportDue!: boolean;

  /** Only who was known at this moment belongs to the audience; set at start. */
  @Column({ name: 'audience_until', type: 'timestamptz', nullable: true })
  audienceUntil!: Date | null;

  /** People up to this id are in the ledger already. */
  @Column({ name: 'audience_cursor', ...telegramIdColumn, nullable: true })
  audienceCursor!: number | null;

  @Column({ name: 'audience_complete', type: 'boolean', default: false })
  audienceComplete!: boolean;

  @Column({ type: 'int', default: 0 })
  total!: number;

  @Column({ type: 'int', default: 0 })
  sent!: number;

  @Column({ type: 'int', default: 0 })
  blocked!: number;

  @Column({ type: 'int', default: 0 })
  invalid!: number;

  @Column({ type: 'int', default: 0 })
  failed!: number;

  @Column({ type: 'int', default: 0 })
  unknown!: number;

  /** The permanent failure that the last recipients had in common, and how many they were in a row. */
  @Column({ name: 'streak_reason', type: 'text', nullable: true })
  streakReason!: RecipientReason | null;

  @Column({ name: 'streak_length', type: 'int', default: 0 })
  streakLength!: number;

  @Column({ name: 'pause_reason', type: 'text', nullable: true })
  pauseReason!: PauseReason | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
