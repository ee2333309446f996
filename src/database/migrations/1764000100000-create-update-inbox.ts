import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every update is stored before it is confirmed, so that none is lost and none is handled twice. */
export class CreateUpdateInbox1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Text rather than jsonb: nobody looks inside, and jsonb would refuse what people can type (U+0000).
    await runner.query(`
      CREATE TABLE update_inbox (
        update_id bigint CONSTRAINT update_inbox_pk PRIMARY KEY,
        chat_key bigint NOT NULL,
        payload text,
        attempts smallint NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        handled_at timestamptz,
        outcome text
      )`);
    await runner.query(
      'CREATE INDEX update_inbox_unhandled ON update_inbox (chat_key, update_id) WHERE handled_at IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE update_inbox');
  }
}
