import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../src/database/data-source';
import { migrate } from '../../../src/database/migrate';
import { migrations } from '../../../src/database/migrations';
import { allEntities } from '../../support/all-entities';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

/** TypeORM compares a schema with many questions at once on one connection, and the driver warns that it will not take that for ever. */
function askInTurn(dataSource: DataSource): void {
  const pool = (dataSource.driver as unknown as { master: Pool }).master;
  pool.on('connect', (client) => {
    const ask = client.query.bind(client) as (...question: unknown[]) => Promise<unknown>;
    let answered: Promise<unknown> = Promise.resolve();
    const askNext = (...question: unknown[]): Promise<unknown> => {
      const answer = answered.then(() => ask(...question));
      answered = answer.catch(() => undefined);
      return answer;
    };
    Object.assign(client, { query: askNext });
  });
}

describe('the migrations', () => {
  let db: TestDatabase;

  beforeEach(async () => {
    db = await openTestDatabase({ schema: 'empty', entities: allEntities() });
    askInTurn(db.dataSource);
  });
  afterEach(() => db.close());

  const differences = async (dataSource: DataSource) => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  };
  const tables = async () => {
    const rows = await db.database.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
    );
    return rows.map(({ name }) => name).filter((name) => name !== 'schema_migrations');
  };

  it('lead from nothing to what the entities describe, down to nothing again, and up once more', async () => {
    await migrate(db.dataSource, db.target);
    expect(await differences(db.dataSource)).toEqual([]);
    const tablesAfterFirst = await tables();
    expect(tablesAfterFirst).toEqual(expect.arrayContaining(['sessions', 'rate_windows', 'schedule_runs']));

    for (let undone = 0; undone < migrations.length; undone++) await db.dataSource.undoLastMigration();
    expect(await tables()).toEqual([]);

    await migrate(db.dataSource, db.target);
    expect(await tables()).toEqual(tablesAfterFirst);
    expect(await differences(db.dataSource)).toEqual([]);
  });

  it('run once when several processes start together', async () => {
    const pool = { poolMax: 2, statementTimeoutMs: 10_000 };
    const others = await Promise.all([1, 2, 3].map(() => createDataSource(db.target, pool).initialize()));
    const ran = await Promise.all(others.map((dataSource) => migrate(dataSource, db.target)));
    await Promise.all(others.map((dataSource) => dataSource.destroy()));
    expect(ran.flat().sort()).toEqual(migrations.map(({ name }) => name).sort());
  });
});
