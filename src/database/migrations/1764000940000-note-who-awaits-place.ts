import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which downloads have come and found no place, as against those whose job is still to come. */
export class NoteWhoAwaitsPlace1764000940000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE product_media ADD COLUMN awaits_place boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE product_media DROP COLUMN awaits_place');
  }
}
