import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { telegramIdColumn } from '../database/bigint-column';
import { ProductMediaEntity } from './media/product-media.entity';
import { OrderEntity } from './order.entity';

/** One piece of media of one order, and the message it came in, by which a repeated update is recognised. */
@Entity('order_items')
@Unique('order_items_order_id_media_id_key', ['orderId', 'mediaId'])
@Unique('order_items_source_key', ['sourceChatId', 'sourceMessageId'])
@Index('order_items_media_id_index', ['mediaId'])
export class OrderItemEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'order_id', type: 'integer' })
  orderId!: number;

  @ManyToOne(() => OrderEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'order_id', foreignKeyConstraintName: 'order_items_order_id_fkey' })
  order!: OrderEntity;

  @Column({ name: 'media_id', type: 'integer' })
  mediaId!: number;

  @ManyToOne(() => ProductMediaEntity)
  @JoinColumn({ name: 'media_id', foreignKeyConstraintName: 'order_items_media_id_fkey' })
  media!: ProductMediaEntity;

  @Column({ name: 'source_chat_id', ...telegramIdColumn })
  sourceChatId!: number;

  @Column({ name: 'source_message_id', ...telegramIdColumn })
  sourceMessageId!: number;
}
