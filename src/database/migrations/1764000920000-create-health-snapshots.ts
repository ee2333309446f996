import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the application did, minute by minute. */
export class CreateHealthSnapshots1764000920000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE health_snapshots (
        taken_at timestamptz CONSTRAINT health_snapshots_pk PRIMARY KEY,
        processes integer NOT NULL,
        parts jsonb NOT NULL,
        queue_depths jsonb NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE health_snapshots');
  }
}
