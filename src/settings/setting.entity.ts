import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A setting that somebody has changed. Who did is in the audit log. */
@Entity('settings')
export class SettingEntity {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'jsonb' })
  value!: unknown;

  @Column({ type: 'timestamptz', name: 'changed_at', default: () => 'now()' })
  changedAt!: Date;
}
