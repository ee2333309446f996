import { Injectable } from '@nestjs/common';
import { Database } from '../database';

export interface LastRun {
  readonly taskId: string;
  readonly startedAt: Date;
  readonly durationMs: number | null;
  readonly outcome: 'running' | 'done' | 'failed';
  readonly result: Record<string, number> | null;
}

@Injectable()
export class ScheduleRunRepository {
  constructor(private readonly database: Database) {}

  /** Milliseconds since the task last started, anywhere; `null` when it never did. */
  async sinceLastStartMs(taskId: string): Promise<number | null> {
    const [row] = await this.database.query<{ ms: number }>(
      `SELECT (extract(epoch FROM now() - started_at) * 1000)::float8 AS ms FROM schedule_runs WHERE task_id = $1`,
      [taskId],
    );
    return row ? row.ms : null;
  }

  async recordStart(taskId: string): Promise<void> {
    await this.database.execute(
      `INSERT INTO schedule_runs (task_id, started_at, outcome) VALUES ($1, now(), 'running')
       ON CONFLICT (task_id) DO UPDATE SET started_at = now(), outcome = 'running', duration_ms = NULL, result = NULL`,
      [taskId],
    );
  }

  async recordEnd(
    taskId: string,
    outcome: 'done' | 'failed',
    durationMs: number,
    result: Record<string, number> | null,
  ): Promise<void> {
    await this.database.execute(
      'UPDATE schedule_runs SET outcome = $2, duration_ms = $3, result = $4 WHERE task_id = $1',
      [taskId, outcome, Math.round(durationMs), result && JSON.stringify(result)],
    );
  }

  lastRuns(): Promise<LastRun[]> {
    return this.database.query<LastRun>(
      `SELECT task_id AS "taskId", started_at AS "startedAt", duration_ms AS "durationMs", outcome, result
       FROM schedule_runs ORDER BY task_id`,
    );
  }
}
