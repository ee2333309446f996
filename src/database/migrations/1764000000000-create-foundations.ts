import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions, rate windows, and the last runs of scheduled tasks. */
export class CreateFoundations1764000000000 implements MigrationInterface {
  name = 'CreateFoundations1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        key text NOT NULL,
        value jsonb NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT sessions_pkey PRIMARY KEY (key)
      )`);
    await runner.query('CREATE INDEX sessions_expires_at ON sessions (expires_at)');
    // Unlogged: counts of the current minute are not worth a write to the disk each.
    await runner.query(`
      CREATE UNLOGGED TABLE rate_windows (
        scope text NOT NULL,
        subject text NOT NULL,
        window_ms integer NOT NULL,
        ends_at timestamptz NOT NULL,
        count integer NOT NULL,
        CONSTRAINT rate_windows_pkey PRIMARY KEY (scope, subject, window_ms, ends_at)
      )`);
    await runner.query('CREATE INDEX rate_windows_ends_at ON rate_windows (ends_at)');
    await runner.query(`
      CREATE TABLE schedule_runs (
        task_id text NOT NULL,
        started_at timestamptz NOT NULL,
        duration_ms integer,
        outcome text NOT NULL,
        result jsonb,
        CONSTRAINT schedule_runs_pkey PRIMARY KEY (task_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE schedule_runs');
    await runner.query('DROP TABLE rate_windows');
    await runner.query('DROP TABLE sessions');
  }
}
