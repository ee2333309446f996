import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../database/bigint-column';
import { MediaFileEntity } from './media-file.entity';
import type { MediaKind } from './media-file';

/**
 * What of one file can be searched. Apart from the file's row, so that counting a download touches no search index.
 * The GIN indexes and the triggers that count words are described by the migration alone: TypeORM has no words for them.
 */
@Entity('media_search')
@Index('media_search_document_index', { synchronize: false })
export class MediaSearchEntity {
  @PrimaryColumn({ name: 'file_id', type: 'integer' })
  fileId!: number;

  @OneToOne(() => MediaFileEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'media_search_file_id_fkey' })
  file!: MediaFileEntity;

  @Column({ type: 'text' })
  kind!: MediaKind;

  /** In the form of `toComparableTitle`. */
  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'tsvector' })
  document!: string;

  /** The file's download count once more. */
  @Column({ ...bigintColumn, default: 0 })
  popularity!: number;
}

/** The vocabulary: every word that some file is found by, and how many. Kept by triggers on `media_search`. */
@Entity('media_words')
@Index('media_words_trigram_index', { synchronize: false })
export class MediaWordEntity {
  /** Compared by bytes, so that words with a common beginning are neighbours in the index whatever the server's locale. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  word!: string;

  @Column({ name: 'file_count', type: 'integer' })
  fileCount!: number;
}
