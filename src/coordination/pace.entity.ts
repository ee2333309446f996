import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The state of one shared pace. Unlogged: see `PostgresSharedPacer`. */
@Entity('paces')
export class Pace {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  /** When the next slot is free. */
  @Column({ type: 'timestamptz', name: 'next_at' })
  nextAt!: Date;

  @Column({ type: 'timestamptz', name: 'paused_until', nullable: true })
  pausedUntil!: Date | null;

  /** The rate right after the last pause; it grows from there. */
  @Column({ type: 'double precision', name: 'slowed_per_second', nullable: true })
  slowedPerSecond!: number | null;
}
