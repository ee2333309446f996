import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { AccountEntity } from './account.entity';
import type { SessionEnd } from './account-session';

/** One sign-in and every token that came of it: a family. */
@Entity('account_sessions')
@Check(
  'account_sessions_end_reason_check',
  `end_reason IN ('signed-out', 'signed-out-everywhere', 'password-changed', 'account-changed', 'reused')`,
)
@Index('account_sessions_account_id_index', ['accountId', 'createdAt'])
@Index('account_sessions_expires_at_index', ['expiresAt'])
export class AccountSessionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'account_sessions_account_id_fkey' })
  account?: AccountEntity;

  /** Which refresh token of the family is the valid one; each is used once. */
  @Column({ type: 'integer', default: 1 })
  generation!: number;

  @Column({ name: 'rotated_at', type: 'timestamptz', default: () => 'now()' })
  rotatedAt!: Date;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ name: 'end_reason', type: 'text', nullable: true })
  endReason!: SessionEnd | null;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent!: string | null;
}
