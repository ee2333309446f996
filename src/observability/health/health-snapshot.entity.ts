import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HealthReport } from './health-contributor';

/** How the application did at one minute, over all its processes. */
@Entity('health_snapshots')
export class HealthSnapshotRow {
  @PrimaryColumn({ type: 'timestamptz', name: 'taken_at' })
  takenAt!: Date;

  @Column({ type: 'integer' })
  processes!: number;

  /** Each part as the process saw it in which it did worst. */
  @Column({ type: 'jsonb' })
  parts!: Record<string, HealthReport['state']>;

  @Column({ type: 'jsonb', name: 'queue_depths' })
  queueDepths!: Record<string, number>;
}
