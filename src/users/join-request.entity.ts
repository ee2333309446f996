import { Column, Entity, PrimaryColumn } from 'typeorm';
import { telegramIdColumn } from '../database/bigint-column';

/** Somebody asked to join a channel and waits for its administrators. */
@Entity('channel_join_requests')
export class JoinRequestEntity {
  @PrimaryColumn({ name: 'chat_id', ...telegramIdColumn })
  chatId!: number;

  @PrimaryColumn({ name: 'user_id', ...telegramIdColumn })
  userId!: number;

  @Column({ name: 'requested_at', type: 'timestamptz', default: () => 'now()' })
  requestedAt!: Date;
}
