import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One subject's count in one window of one scope. Unlogged: see `PostgresRateLimiter`. */
@Entity('rate_windows')
export class RateWindow {
  @PrimaryColumn({ type: 'text' })
  scope!: string;

  @PrimaryColumn({ type: 'text' })
  subject!: string;

  @PrimaryColumn({ type: 'int', name: 'window_ms' })
  windowMs!: number;

  @Index('rate_windows_ends_at')
  @PrimaryColumn({ type: 'timestamptz', name: 'ends_at' })
  endsAt!: Date;

  @Column({ type: 'int' })
  count!: number;
}
