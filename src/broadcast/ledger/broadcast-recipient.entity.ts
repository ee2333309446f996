import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn, telegramIdColumn } from '../../database/bigint-column';
import type { RecipientReason, RecipientStatus } from '../broadcast-state';

/** One person's line in the ledger of one broadcast. A million of them are ordinary, so the row is narrow. */
@Entity('broadcast_recipients')
@Check(
  'broadcast_recipients_status_check',
  `status IN ('queued', 'sending', 'sent', 'blocked', 'invalid', 'failed', 'unknown')`,
)
@Index('broadcast_recipients_open_index', ['broadcastId', 'userId'], { where: `status IN ('queued', 'sending')` })
@Index('broadcast_recipients_held_index', ['senderId'], { where: 'sender_id IS NOT NULL' })
@Index('broadcast_recipients_reason_index', ['broadcastId', 'reason', 'userId'], { where: 'reason IS NOT NULL' })
@Index('broadcast_recipients_problem_index', ['broadcastId', 'status', 'userId'], {
  where: `status IN ('blocked', 'invalid', 'failed', 'unknown')`,
})
export class BroadcastRecipientEntity {
  @PrimaryColumn({ name: 'broadcast_id', type: 'int' })
  broadcastId!: number;

  @PrimaryColumn({ name: 'user_id', ...telegramIdColumn })
  userId!: number;

  @Column({ type: 'text', default: 'queued' })
  status!: RecipientStatus;

  /** Counted when a sending begins; an outcome is only taken for the attempt it belongs to. */
  @Column({ type: 'smallint', default: 0 })
  attempts!: number;

  /** Transient failures so far. */
  @Column({ type: 'smallint', default: 0 })
  faults!: number;

  /** The sender that has claimed this recipient. */
  @Column({ name: 'sender_id', type: 'int', nullable: true })
  senderId!: number | null;

  @Column({ name: 'message_id', ...bigintColumn, nullable: true })
  messageId!: number | null;

  /** Not before this; after a transient failure. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  reason!: RecipientReason | null;

  /** Telegram's own words, where it gave any. */
  @Column({ type: 'text', nullable: true })
  detail!: string | null;
}
