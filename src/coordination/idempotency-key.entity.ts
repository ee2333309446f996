import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A request that is carried out once: the row behind `IdempotencyKeys`. */
@Entity('idempotency_keys')
@Index('idempotency_keys_created_at_index', ['createdAt'])
export class IdempotencyKeyEntity {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  fingerprint!: string;

  /** Null while it is being carried out. */
  @Column({ type: 'jsonb', nullable: true })
  answer!: object | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
