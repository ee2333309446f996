import { Column, Entity, PrimaryColumn } from 'typeorm';
import { telegramIdColumn } from '../database/bigint-column';

/** A channel of the forced subscription: the row behind `Channel`. */
@Entity('channels')
export class ChannelEntity {
  @PrimaryColumn({ name: 'chat_id', ...telegramIdColumn })
  chatId!: number;

  @Column({ type: 'text' })
  title!: string;

  @Column({ name: 'invite_link', type: 'text' })
  inviteLink!: string;

  @Column({ name: 'takes_join_requests', type: 'boolean', default: false })
  takesJoinRequests!: boolean;

  @Column({ type: 'boolean', default: true })
  active!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
