import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AuditValues } from './audit-entry';

/** One change by an admin: the row behind `AuditEntry`. Rows are added, never changed. */
@Entity('audit_entries')
@Check('audit_entries_actor_kind_check', `actor_kind IN ('chat', 'account', 'system')`)
@Index('audit_entries_target_index', ['targetKind', 'targetId', 'id'])
@Index('audit_entries_actor_index', ['actorKind', 'actorId', 'id'])
@Index('audit_entries_action_index', ['action', 'id'])
@Index('audit_entries_action_time_index', ['action', 'createdAt', 'id'])
@Index('audit_entries_created_at_index', ['createdAt', 'id'])
export class AuditEntryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'actor_kind', type: 'text' })
  actorKind!: string;

  /** Telegram id or account id; null for the system. */
  @Column({ name: 'actor_id', type: 'text', nullable: true })
  actorId!: string | null;

  /** The account's name at that time; accounts can be renamed and removed. */
  @Column({ name: 'actor_name', type: 'text', nullable: true })
  actorName!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ name: 'target_kind', type: 'text' })
  targetKind!: string;

  @Column({ name: 'target_id', type: 'text', nullable: true })
  targetId!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  before!: AuditValues | null;

  @Column({ type: 'jsonb', nullable: true })
  after!: AuditValues | null;
}
