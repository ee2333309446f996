import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { telegramIdColumn } from '../database/bigint-column';

/** Somebody who may sign in: the row behind `Account`. */
@Entity('accounts')
@Unique('accounts_username_key', ['username'])
@Unique('accounts_telegram_id_key', ['telegramId'])
@Check('accounts_username_check', `username ~ '^[a-z0-9][a-z0-9._-]{2,31}$'`)
export class AccountEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  username!: string;

  /** bcrypt; never leaves this room. */
  @Column({ name: 'password_hash', type: 'text' })
  passwordHash!: string;

  /** Counts while no person is linked. */
  @Column({ type: 'text' })
  role!: string;

  @Column({ name: 'telegram_id', ...telegramIdColumn, nullable: true })
  telegramId!: number | null;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'password_changed_at', type: 'timestamptz', default: () => 'now()' })
  passwordChangedAt!: Date;

  @Column({ name: 'last_sign_in_at', type: 'timestamptz', nullable: true })
  lastSignInAt!: Date | null;
}
