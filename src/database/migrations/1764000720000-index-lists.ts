import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the lists of the admin API are sorted and filtered by, so that each is fast at a million rows. */
export class IndexLists1764000720000 implements MigrationInterface {
  private readonly indexes: Readonly<Record<string, string>> = {
    media_files_uploader_id_index: 'media_files (uploader_id, created_at, id) WHERE removed_at IS NULL',
    media_files_not_ready_index: `media_files (status, created_at, id) WHERE removed_at IS NULL AND status <> 'ready'`,
    media_deliveries_user_id_index: 'media_deliveries (user_id, created_at)',
    media_deliveries_created_at_index: 'media_deliveries (created_at)',
    orders_status_index: 'orders (status, id)',
    orders_product_code_index: 'orders (product_code, id)',
    orders_created_at_index: 'orders (created_at)',
    users_created_at_index: 'users (created_at, id)',
    users_blocked_at_index: 'users (blocked_at) WHERE blocked_at IS NOT NULL',
    users_unreachable_index: `users (reachability, last_seen_at) WHERE reachability <> 'reachable'`,
    users_username_search_index: 'users (lower(username) text_pattern_ops)',
    users_name_search_index: `users (lower(first_name || ' ' || coalesce(last_name, '')) text_pattern_ops)`,
  };

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(this.indexes)) await runner.query(`CREATE INDEX ${name} ON ${on}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(this.indexes)) await runner.query(`DROP INDEX ${name}`);
  }
}
