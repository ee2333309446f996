import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which message brought a series, so that a message that is handled a second time is known again. */
export class RememberSeriesMessage1764000930000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders ADD COLUMN series_message_id bigint');
    await runner.query(
      'CREATE INDEX orders_series_message_index ON orders (user_id, series_message_id) WHERE series_message_id IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN series_message_id');
  }
}
