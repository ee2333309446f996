import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { learnPace, startingPace, type LearnedPace, type MeasuredRun } from './learned-pace';

/** What was learned of an engine with a model, for people who look after it. */
export interface EnginePace extends LearnedPace {
  readonly engine: string;
  readonly model: string;
  readonly updatedAt: Date;
}

const PACE = `real_time_factor AS "realTimeFactor", overhead_ms AS "overheadMs", measurements`;

/** Keeps what was learned, over restarts and processes. */
@Injectable()
export class LearnedPaceRepository {
  constructor(private readonly database: Database) {}

  /** What the next run is expected to be like: as the last ones were, whichever engine did them. */
  async current(): Promise<LearnedPace> {
    const [pace] = await this.database.query<LearnedPace>(
      `SELECT ${PACE} FROM learned_paces ORDER BY updated_at DESC LIMIT 1`,
    );
    return pace ?? startingPace;
  }

  async list(): Promise<EnginePace[]> {
    return this.database.query<EnginePace>(
      `SELECT engine, model, ${PACE}, updated_at AS "updatedAt" FROM learned_paces ORDER BY engine, model`,
    );
  }

  /** Two processes that learn at the same instant may lose one measurement, which matters to nobody. */
  async learn(used: { engine: string; model: string }, measured: MeasuredRun): Promise<void> {
    const key = [used.engine, used.model];
    const [known] = await this.database.query<LearnedPace>(
      `SELECT ${PACE} FROM learned_paces WHERE engine = $1 AND model = $2`,
      key,
    );
    const learned = learnPace(known ?? startingPace, measured);
    if (learned.measurements === 0) return;
    await this.database.execute(
      `INSERT INTO learned_paces (engine, model, real_time_factor, overhead_ms, measurements) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (engine, model) DO UPDATE SET real_time_factor = excluded.real_time_factor,
         overhead_ms = excluded.overhead_ms, measurements = excluded.measurements, updated_at = now()`,
      [...key, learned.realTimeFactor, learned.overheadMs, learned.measurements],
    );
  }
}
