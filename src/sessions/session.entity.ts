import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One person's dialogue in one chat. */
@Entity('sessions')
export class Session {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'jsonb' })
  value!: Record<string, unknown>;

  @Index('sessions_expires_at')
  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;
}
