import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { telegramIdColumn } from '../database/bigint-column';

/** The library's one row of settings. */
@Entity('media_settings')
@Check('media_settings_single_row', 'id = 1')
export class MediaSettingsEntity {
  @PrimaryColumn({ type: 'smallint', default: 1 })
  id!: number;

  @Column({ type: 'bytea', nullable: true })
  thumbnail!: Buffer | null;

  @Column({ name: 'thumbnail_width', type: 'smallint', nullable: true })
  thumbnailWidth!: number | null;

  @Column({ name: 'thumbnail_height', type: 'smallint', nullable: true })
  thumbnailHeight!: number | null;

  @Column({ name: 'thumbnail_set_by', ...telegramIdColumn, nullable: true })
  thumbnailSetBy!: number | null;

  @Column({ name: 'thumbnail_set_at', type: 'timestamptz', nullable: true })
  thumbnailSetAt!: Date | null;

  @Column({ name: 'sweep_revision', type: 'integer', default: 0 })
  sweepRevision!: number;

  /** The last file a library-wide run has looked at; `null` when none is on its way. */
  @Column({ name: 'sweep_after_id', type: 'integer', nullable: true })
  sweepAfterId!: number | null;

  @Column({ name: 'sweep_lost_after', type: 'timestamptz', default: () => 'now()' })
  sweepLostAfter!: Date;
}
