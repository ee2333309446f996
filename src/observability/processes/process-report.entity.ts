import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProcessReport } from './process-report';

/** A process of the application and what it last said of itself. One that was killed stops being seen. */
@Entity('process_reports')
export class ProcessReportRow {
  @PrimaryColumn({ type: 'uuid', name: 'process_id' })
  processId!: string;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'seen_at' })
  seenAt!: Date;

  @Column({ type: 'jsonb' })
  report!: ProcessReport;
}
