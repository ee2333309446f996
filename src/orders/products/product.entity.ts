import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../database/bigint-column';
import type { OrderMediaKind } from './product';

/** The row behind `Product`. */
@Entity('products')
@Check('products_code_check', `code ~ '^[A-Z0-9][A-Z0-9_-]{0,31}$'`)
@Check('products_max_file_size_bytes_check', 'max_file_size_bytes > 0')
@Index('products_name_index', ['name', 'code'])
@Index('products_created_at_index', ['createdAt', 'code'])
@Index('products_inactive_index', ['code'], { where: 'NOT active' })
// By trigrams, which TypeORM has no words for; the migration describes it.
@Index('products_search_index', { synchronize: false })
export class ProductEntity {
  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'accepted_media', type: 'text', array: true })
  acceptedMedia!: OrderMediaKind[];

  @Column({ name: 'max_file_size_bytes', ...bigintColumn })
  maxFileSizeBytes!: number;

  @Column({ name: 'series_pattern', type: 'text', nullable: true })
  seriesPattern!: string | null;

  @Column({ type: 'boolean', default: true })
  active!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
