import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { type DataSource, type EntityManager, MigrationExecutor } from 'typeorm';
import type { ConnectionTarget } from '../connection-target';
import { createDataSource } from '../data-source';
import { EmbeddedPostgres } from '../embedded/embedded-postgres';
import { migrate } from '../migrate';
import { copyDatabase, type TableCopied } from './copy-database';
import { CopyRefused } from './copy-database.errors';

/** The oldest PostgreSQL the migrations run on. */
const OLDEST_VERSION = 140_000;
/** Copying a million rows in one statement takes a while, and nobody waits behind it. */
const PATIENT = { poolMax: 1, statementTimeoutMs: 0 };

/**
 * Copies the embedded database of `dataDir` to an empty database on a server, in one transaction: whatever goes wrong, the target
 * stays empty and the embedded database as it is. Answers what was copied, each table verified. Safe to try again.
 *
 * Not copied: jobs in queues, which carry ids only; the scheduler finds their rows on the server. Files in `DATA_DIR` stay there.
 *
 * @throws CopyRefused when there is nothing to copy, the application is running, or the target isn't an empty PostgreSQL 14+.
 */
export async function moveDatabase(
  dataDir: string,
  to: ConnectionTarget,
  onTable?: (copied: TableCopied) => void,
): Promise<TableCopied[]> {
  if (!existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) {
    throw new CopyRefused(`There is no embedded database in ${dataDir}. Set DATA_DIR to the folder that holds it.`);
  }
  const embedded = await EmbeddedPostgres.open(dataDir);
  try {
    if (!(await embedded.shutOthersOut())) {
      throw new CopyRefused(`Bellhop is running on ${dataDir}. Stop it first: what it writes meanwhile would be lost.`);
    }
    const source = await createDataSource(embedded.target, PATIENT).initialize();
    try {
      await migrate(source, embedded.target);
      return await source.transaction('REPEATABLE READ', async (from) => fill(to, await clientOf(from), onTable));
    } finally {
      await source.destroy();
    }
  } finally {
    await embedded.close();
  }
}

async function fill(
  to: ConnectionTarget,
  source: PoolClient,
  onTable?: (copied: TableCopied) => void,
): Promise<TableCopied[]> {
  const target = await connect(to);
  try {
    return await target.transaction('READ COMMITTED', async (into) => {
      const client = await clientOf(into);
      await expectEmpty(client);
      const migrations = new MigrationExecutor(target, into.queryRunner);
      migrations.transaction = 'all';
      await migrations.executePendingMigrations();
      return copyDatabase(source, client, onTable);
    });
  } finally {
    await target.destroy();
  }
}

async function connect(to: ConnectionTarget): Promise<DataSource> {
  try {
    return await createDataSource(to, PATIENT).initialize();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CopyRefused(`The target can't be reached: ${reason}`, { cause: error });
  }
}

async function expectEmpty(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; relations: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
            (SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r') AS relations`,
  );
  const [target] = rows;
  if (!target || target.version < OLDEST_VERSION) throw new CopyRefused('The target is older than PostgreSQL 14.');
  if (target.encoding !== 'UTF8') {
    throw new CopyRefused(`The target's encoding is ${target.encoding}. Create a database with ENCODING 'UTF8'.`);
  }
  if (Number(target.relations) > 0) {
    throw new CopyRefused(
      'The target is not empty, and nothing in it is overwritten. Create a new database for the copy.',
    );
  }
}

/** The connection a transaction is on, for what only the driver itself can do (`COPY`). */
const clientOf = async (transaction: EntityManager): Promise<PoolClient> =>
  (await transaction.queryRunner?.connect()) as PoolClient;
