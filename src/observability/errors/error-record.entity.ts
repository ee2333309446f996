import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../database';

/** One kind of unexpected failure, and how often it has happened, over all processes. */
@Entity('error_records')
@Index('error_records_last_seen_at_index', ['lastSeenAt'])
export class ErrorRecord {
  @PrimaryColumn({ type: 'text' })
  fingerprint!: string;

  /** Class of the error. Its message is not kept: libraries put what people typed into theirs. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  code!: string | null;

  @Column({ type: 'text' })
  place!: string;

  /** First line of ours in its stack, as `folder/file.ts:line`. */
  @Column({ type: 'text', nullable: true })
  location!: string | null;

  @Column({ ...bigintColumn })
  count!: number;

  @Column({ type: 'timestamptz', name: 'first_seen_at' })
  firstSeenAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_seen_at' })
  lastSeenAt!: Date;

  /** What the log knows the last one by. */
  @Column({ type: 'text', name: 'last_reference', nullable: true })
  lastReference!: string | null;
}
