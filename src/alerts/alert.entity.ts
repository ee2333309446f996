import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Alert, AlertKind, AlertPhase } from './alert';

/** An alert that is going on, or whose end not every owner knows yet. The row lets it survive restarts. */
@Entity('alerts')
export class AlertRow {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  kind!: AlertKind;

  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'text' })
  phase!: AlertPhase;

  @Column({ type: 'timestamptz', name: 'phase_since' })
  phaseSince!: Date;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'jsonb' })
  told!: Alert['told'];
}
