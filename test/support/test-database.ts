import { createHash, randomBytes } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { EntitySchema, MixedList } from 'typeorm';
import { type DataSource } from 'typeorm';
import { type DatabaseServer } from '../../src/database';
import { createDataSource } from '../../src/database/data-source';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres';
import type { AddressedTarget } from '../../src/database/embedded/server';
import { migrate } from '../../src/database/migrate';
import { migrations } from '../../src/database/migrations';
import { TypeOrmDatabase } from '../../src/database/typeorm-database';

/** One server for all test files and runs of this user: files that run side by side share it, the last one stops it. */
const SERVER_FOLDER = join(tmpdir(), `bellhop-tests-${userInfo().username}`);
const TEMPLATE_LOCK = 7_301_900;
const ABANDONED_AFTER_MS = 60 * 60_000;
const PREFIX = 'bellhop_test_';

export interface TestDatabaseOptions {
  /** Default: every migration has run. `empty`: a database without a single table. */
  schema?: 'migrated' | 'empty';
  entities?: MixedList<string | (new () => object) | EntitySchema>;
  poolMax?: number;
  statementTimeoutMs?: number;
}

/** A database of its own on a real server, gone after `close`. */
export interface TestDatabase {
  readonly target: AddressedTarget;
  readonly dataSource: DataSource;
  /** Serves as `Database` and as `UnitOfWork`. */
  readonly database: TypeOrmDatabase;
  close(): Promise<void>;
}

/** Opens a fresh database, copied from a migrated template (about 50 ms once the template is there). */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await EmbeddedPostgres.open(SERVER_FOLDER);
  const admin = new Client({ ...server.target, database: 'postgres' });
  await admin.connect();
  const name = `${PREFIX}${Date.now()}_${randomBytes(4).toString('hex')}`;
  await createDatabase(server.target, admin, name, options.schema ?? 'migrated');
  const target = { ...server.target, database: name };
  const pool = { poolMax: options.poolMax ?? 10, statementTimeoutMs: options.statementTimeoutMs ?? 10_000 };
  const dataSource = await createDataSource(target, pool, options.entities).initialize();
  return {
    target,
    dataSource,
    database: new TypeOrmDatabase(dataSource),
    async close() {
      if (dataSource.isInitialized) await dataSource.destroy();
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
      await server.close();
    },
  };
}

/** A database as the application's rooms are given it; closing it is left to whoever opened the database. */
export function serverAt(target: DatabaseServer['target']): DatabaseServer {
  return { tier: 'embedded', target, close: () => Promise.resolve() };
}

async function createDatabase(
  server: AddressedTarget,
  admin: Client,
  name: string,
  schema: 'migrated' | 'empty',
): Promise<void> {
  if (schema === 'empty') {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    return;
  }
  // A template can't be copied while somebody is connected to it, and two files may want to make it at once.
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const template = await provideTemplate(server, admin);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

/** Makes the template for the present migrations unless it is there; drops those of others and of killed runs. */
async function provideTemplate(server: AddressedTarget, admin: Client): Promise<string> {
  const code = migrations.map((migration) => `${migration.name}${migration.toString()}`).join();
  const template = `bellhop_template_${createHash('sha256').update(code).digest('hex').slice(0, 16)}`;
  const { rows } = await admin.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'bellhop\\_t%' ESCAPE '\\'",
  );
  const names = rows.map(({ datname }) => datname);
  for (const name of names.filter(isAbandoned)) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  if (names.includes(template)) return template;

  const unfinished = `${PREFIX}${Date.now()}_template`;
  await admin.query(`CREATE DATABASE ${unfinished} TEMPLATE template0`);
  const target = { ...server, database: unfinished };
  const dataSource = await createDataSource(target, { poolMax: 2, statementTimeoutMs: 30_000 }).initialize();
  await migrate(dataSource, target);
  await dataSource.destroy();
  await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
  return template;
}

const isAbandoned = (name: string): boolean =>
  name.startsWith(PREFIX) && Date.now() - Number(name.slice(PREFIX.length).split('_')[0]) > ABANDONED_AFTER_MS;
