import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { telegramIdColumn } from '../../database/bigint-column';
import { OrderEntity } from '../order.entity';
import type { NoticeOutcome, NoticeStatus } from './order-notice';

/** What one recipient is told about the end of one round of one order. The unique key is what makes it once. */
@Entity('order_notices')
@Unique('order_notices_once_key', ['orderId', 'round', 'outcome', 'recipientId'])
@Check('order_notices_outcome_check', `outcome IN ('complete', 'failed', 'recovered')`)
@Check('order_notices_status_check', `status IN ('pending', 'sending', 'sent', 'failed')`)
@Index('order_notices_open_index', ['lostAfter'], { where: `status IN ('pending', 'sending')` })
export class OrderNoticeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'order_id', type: 'integer' })
  orderId!: number;

  @ManyToOne(() => OrderEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'order_id', foreignKeyConstraintName: 'order_notices_order_id_fkey' })
  order!: OrderEntity;

  @Column({ type: 'smallint' })
  round!: number;

  @Column({ type: 'text' })
  outcome!: NoticeOutcome;

  @Column({ name: 'recipient_id', ...telegramIdColumn })
  recipientId!: number;

  @Column({ type: 'text', default: 'pending' })
  status!: NoticeStatus;

  @Column({ type: 'integer', default: 1 })
  revision!: number;

  /** It was on its way when a process died: the second message says that it may be one. */
  @Column({ type: 'boolean', default: false })
  repeated!: boolean;

  @Column({ name: 'lost_after', type: 'timestamptz' })
  lostAfter!: Date;

  @Column({ name: 'loss_count', type: 'smallint', default: 0 })
  lossCount!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
