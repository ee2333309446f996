import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists are narrowed by to something rare, or paged deep into by an index that holds their whole order. */
export class IndexFilters1764000970000 implements MigrationInterface {
  private readonly indexes: Readonly<Record<string, string>> = {
    users_last_seen_at_index: 'users (last_seen_at, id)',
    users_language_index: 'users (language, last_seen_at, id)',
    media_files_kind_index: 'media_files (kind, created_at, id) WHERE removed_at IS NULL',
    products_name_index: 'products (name, code)',
    products_created_at_index: 'products (created_at, code)',
    products_inactive_index: 'products (code) WHERE NOT active',
    products_search_index: 'products USING gin (code gin_trgm_ops, name gin_trgm_ops)',
    usage_state_index: 'usage (state, id)',
    usage_engine_index: 'usage (engine, id)',
    audit_entries_created_at_index: 'audit_entries (created_at, id)',
    broadcasts_status_index: 'broadcasts (status, id)',
    broadcast_recipients_reason_index: 'broadcast_recipients (broadcast_id, reason, user_id) WHERE reason IS NOT NULL',
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX users_last_seen_at_index');
    for (const [name, on] of Object.entries(this.indexes)) await runner.query(`CREATE INDEX ${name} ON ${on}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(this.indexes)) await runner.query(`DROP INDEX ${name}`);
    await runner.query('CREATE INDEX users_last_seen_at_index ON users (last_seen_at)');
  }
}
