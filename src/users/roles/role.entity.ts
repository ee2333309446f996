import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Permission } from '../permissions';

/** A role that can be changed: the row behind `Role`. `owner` and `user` have no row. */
@Entity('roles')
@Check('roles_name_check', `name ~ '^[a-z][a-z0-9-]{0,19}$' AND name NOT IN ('owner', 'user')`)
export class RoleEntity {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'text', default: '' })
  description!: string;

  @Column({ type: 'text', array: true })
  permissions!: Permission[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
