import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who changed what. Read newest first, so the id, which ascends with time, is the last column of every index. */
export class CreateAuditLog1764000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entries (
        id bigint GENERATED ALWAYS AS IDENTITY,
        created_at timestamptz NOT NULL DEFAULT now(),
        actor_kind text NOT NULL,
        actor_id text,
        actor_name text,
        action text NOT NULL,
        target_kind text NOT NULL,
        target_id text,
        before jsonb,
        after jsonb,
        CONSTRAINT audit_entries_pkey PRIMARY KEY (id),
        CONSTRAINT audit_entries_actor_kind_check CHECK (actor_kind IN ('chat', 'account', 'system'))
      )`);
    await runner.query('CREATE INDEX audit_entries_target_index ON audit_entries (target_kind, target_id, id)');
    await runner.query('CREATE INDEX audit_entries_actor_index ON audit_entries (actor_kind, actor_id, id)');
    await runner.query('CREATE INDEX audit_entries_action_index ON audit_entries (action, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_entries');
  }
}
