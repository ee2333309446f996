import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What went wrong and how often, which processes there are and how they do, and what the owners have been told of it. */
export class CreateObservability1764000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE error_records (
        fingerprint text CONSTRAINT error_records_pk PRIMARY KEY,
        name text NOT NULL,
        code text,
        place text NOT NULL,
        location text,
        count bigint NOT NULL,
        first_seen_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        last_reference text
      )`);
    await runner.query('CREATE INDEX error_records_last_seen_at_index ON error_records (last_seen_at)');
    await runner.query(`
      CREATE TABLE process_reports (
        process_id uuid CONSTRAINT process_reports_pk PRIMARY KEY,
        started_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        report jsonb NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE alerts (
        key text CONSTRAINT alerts_pk PRIMARY KEY,
        kind text NOT NULL,
        subject text,
        phase text NOT NULL,
        phase_since timestamptz NOT NULL,
        started_at timestamptz NOT NULL,
        told jsonb NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE alerts');
    await runner.query('DROP TABLE process_reports');
    await runner.query('DROP TABLE error_records');
  }
}
