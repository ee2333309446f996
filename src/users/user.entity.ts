import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { telegramIdColumn } from '../database/bigint-column';
import type { Language } from '../i18n';
import type { Reachability } from './user';

/** A person who has met the bot: the row behind `User`. */
@Entity('users')
@Check('users_language_check', `language IN ('uz', 'ru', 'en')`)
@Check('users_reachability_check', `reachability IN ('reachable', 'blocked', 'deactivated')`)
@Index('users_created_at_index', ['createdAt', 'id'])
@Index('users_blocked_at_index', ['blockedAt'], { where: 'blocked_at IS NOT NULL' })
@Index('users_unreachable_index', ['reachability', 'lastSeenAt'], { where: `reachability <> 'reachable'` })
// By expressions or with columns of their own, which TypeORM has no words for; the migrations describe them.
@Index('users_username_search_index', { synchronize: false })
@Index('users_name_search_index', { synchronize: false })
@Index('users_last_seen_at_index', { synchronize: false })
@Index('users_role_index', ['role'], { where: `role <> 'user'` })
@Index('users_language_index', ['language', 'lastSeenAt', 'id'])
export class UserEntity {
  @PrimaryColumn(telegramIdColumn)
  id!: number;

  @Column({ name: 'first_name', type: 'text' })
  firstName!: string;

  @Column({ name: 'last_name', type: 'text', nullable: true })
  lastName!: string | null;

  @Column({ type: 'text', nullable: true })
  username!: string | null;

  @Column({ type: 'text' })
  language!: Language;

  @Column({ type: 'text', default: 'user' })
  role!: string;

  @Column({ name: 'blocked_at', type: 'timestamptz', nullable: true })
  blockedAt!: Date | null;

  @Column({ type: 'text', default: 'reachable' })
  reachability!: Reachability;

  @Column({ name: 'reachability_changed_at', type: 'timestamptz', nullable: true })
  reachabilityChangedAt!: Date | null;

  @Column({ name: 'pending_start', type: 'text', nullable: true })
  pendingStart!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'last_seen_at', type: 'timestamptz', default: () => 'now()' })
  lastSeenAt!: Date;
}
