import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How fast an engine works with a model, as measured so far. */
@Entity('learned_paces')
export class LearnedPaceEntity {
  @PrimaryColumn({ type: 'text' })
  engine!: string;

  @PrimaryColumn({ type: 'text' })
  model!: string;

  /** Processing seconds per second of audio. */
  @Column({ name: 'real_time_factor', type: 'double precision' })
  realTimeFactor!: number;

  /** Milliseconds that a run takes beside the processing: fetching the recording, handing out the text. */
  @Column({ name: 'overhead_ms', type: 'double precision' })
  overheadMs!: number;

  @Column({ type: 'integer' })
  measurements!: number;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
