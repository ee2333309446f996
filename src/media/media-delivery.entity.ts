import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { bigintColumn, telegramIdColumn } from '../database/bigint-column';
import type { Language } from '../i18n';
import type { DeliveryFailure, DeliveryStatus } from './media-delivery.repository';
import { MediaFileEntity } from './media-file.entity';

/** One request for a file by one person: the row behind `Delivery`, and the record of the download. */
@Entity('media_deliveries')
@Check('media_deliveries_status_check', `status IN ('waiting', 'sending', 'sent', 'failed')`)
@Unique('media_deliveries_key_key', ['key'])
@Index('media_deliveries_open_index', ['fileId', 'id'], { where: `status IN ('waiting', 'sending')` })
@Index('media_deliveries_user_id_index', ['userId', 'createdAt'])
@Index('media_deliveries_created_at_index', ['createdAt'])
@Index('media_deliveries_file_id_index', ['fileId'])
@Index('media_deliveries_leftover_index', ['id'], {
  where: `status IN ('sent', 'failed') AND waiting_message_id IS NOT NULL`,
})
export class MediaDeliveryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  key!: string;

  @Column({ name: 'file_id', type: 'integer' })
  fileId!: number;

  @ManyToOne(() => MediaFileEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'media_deliveries_file_id_fkey' })
  file!: MediaFileEntity;

  @Column({ name: 'user_id', ...telegramIdColumn })
  userId!: number;

  @Column({ name: 'chat_id', ...telegramIdColumn })
  chatId!: number;

  @Column({ type: 'text' })
  language!: Language;

  @Column({ type: 'text' })
  status!: DeliveryStatus;

  @Column({ type: 'text', nullable: true })
  failure!: DeliveryFailure | null;

  @Column({ type: 'integer', default: 1 })
  revision!: number;

  @Column({ name: 'waiting_message_id', ...bigintColumn, nullable: true })
  waitingMessageId!: number | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'lost_after', type: 'timestamptz', default: () => 'now()' })
  lostAfter!: Date;
}
