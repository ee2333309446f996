import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { ConnectionTarget } from './connection-target';

/** Held while migrations run. An arbitrary number of this application alone. */
const MIGRATION_LOCK = 7_301_010;

/**
 * Brings the schema up to date. When several processes start together one of them migrates and the others wait for it.
 * Each migration is a transaction of its own, so one that fails leaves the earlier ones in place. Answers the names
 * of those that ran. Safe to call at every start.
 */
export async function migrate(dataSource: DataSource, target: ConnectionTarget): Promise<string[]> {
  // A connection of its own: the lock must live and die with this process, and statement timeouts don't apply to waiting.
  const client = new Client({ ...target, application_name: 'bellhop migration', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
