import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last run of each task, whichever process did it. */
@Entity('schedule_runs')
export class ScheduleRun {
  @PrimaryColumn({ type: 'text', name: 'task_id' })
  taskId!: string;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'int', name: 'duration_ms', nullable: true })
  durationMs!: number | null;

  /** `running` for ever means that the process died; the next run replaces it. */
  @Column({ type: 'text' })
  outcome!: 'running' | 'done' | 'failed';

  @Column({ type: 'jsonb', nullable: true })
  result!: Record<string, number> | null;
}
