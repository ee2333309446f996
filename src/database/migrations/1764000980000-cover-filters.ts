import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists that are narrowed by something common are paged deep into without a look at the rows that are skipped; and one kind
 * of action within a span of time is found without a look at all others.
 */
export class CoverFilters1764000980000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX users_last_seen_at_index');
    await runner.query(
      'CREATE INDEX users_last_seen_at_index ON users (last_seen_at, id) INCLUDE (role, blocked_at, reachability)',
    );
    await runner.query('CREATE INDEX audit_entries_action_time_index ON audit_entries (action, created_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit_entries_action_time_index');
    await runner.query('DROP INDEX users_last_seen_at_index');
    await runner.query('CREATE INDEX users_last_seen_at_index ON users (last_seen_at, id)');
  }
}
