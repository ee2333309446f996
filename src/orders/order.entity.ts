import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { bigintColumn, telegramIdColumn } from '../database/bigint-column';
import type { OrderStatus } from './order-state';
import { ProductEntity } from './products/product.entity';

/** One order: the row behind `Order`. */
@Entity('orders')
@Check(
  'orders_status_check',
  `status IN ('awaiting_media', 'awaiting_series', 'confirmed', 'complete', 'failed', 'cancelled')`,
)
@Check('orders_series_check', `status NOT IN ('confirmed', 'complete') OR series IS NOT NULL`)
@Index('orders_user_id_index', ['userId', 'id'])
@Index('orders_series_message_index', ['userId', 'seriesMessageId'], { where: 'series_message_id IS NOT NULL' })
@Index('orders_status_index', ['status', 'id'])
@Index('orders_product_code_index', ['productCode', 'id'])
@Index('orders_created_at_index', ['createdAt'])
@Index('orders_album_key', ['userId', 'albumId'], { unique: true, where: `album_id IS NOT NULL` })
@Index('orders_open_index', ['userId'], { where: `status NOT IN ('complete', 'cancelled')` })
export class OrderEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'user_id', ...telegramIdColumn })
  userId!: number;

  @Column({ name: 'product_code', type: 'text' })
  productCode!: string;

  @ManyToOne(() => ProductEntity)
  @JoinColumn({ name: 'product_code', foreignKeyConstraintName: 'orders_product_code_fkey' })
  product!: ProductEntity;

  @Column({ type: 'text' })
  status!: OrderStatus;

  @Column({ type: 'text', nullable: true })
  series!: string | null;

  /** The message in the customer's own chat that brought the series. */
  @Column({ ...bigintColumn, name: 'series_message_id', nullable: true })
  seriesMessageId!: number | null;

  /** Telegram's `media_group_id`, while the items of an album come in one by one. */
  @Column({ name: 'album_id', type: 'text', nullable: true })
  albumId!: string | null;

  /** Counts how often it was asked for; each time may end in notices of its own. */
  @Column({ type: 'smallint', default: 1 })
  round!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** Of the last change of state or content. */
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
