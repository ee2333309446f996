import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { telegramIdColumn } from '../database/bigint-column';
import type { MediaMessage } from './order';

/**
 * A piece of an album that came before the piece which carries the product's code (updates of one album may be handled by
 * several processes). It is taken into the order when that appears, and forgotten after a while when it doesn't.
 */
@Entity('order_parked_items')
@Index('order_parked_items_album_index', ['userId', 'albumId'])
export class ParkedItemEntity {
  @PrimaryColumn({ name: 'source_chat_id', ...telegramIdColumn })
  sourceChatId!: number;

  @PrimaryColumn({ name: 'source_message_id', ...telegramIdColumn })
  sourceMessageId!: number;

  @Column({ name: 'user_id', ...telegramIdColumn })
  userId!: number;

  @Column({ name: 'album_id', type: 'text' })
  albumId!: string;

  @Column({ type: 'jsonb' })
  media!: MediaMessage['media'];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
