import { PostgresSharedPacer } from '../../../src/coordination/postgres-shared-pacer';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { itIsOnePace } from './one-pace';

describe('a pace that processes share', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(() => db.database.execute('TRUNCATE paces'));
  afterAll(() => db.close());

  itIsOnePace(() => ({
    one: new PostgresSharedPacer(db.database),
    other: new PostgresSharedPacer(db.database),
    letPass: (milliseconds) =>
      db.database.execute(
        `UPDATE paces SET next_at = next_at - make_interval(secs => $1), paused_until = paused_until - make_interval(secs => $1)`,
        [milliseconds / 1000],
      ),
    isKept: async () => (await db.database.query('SELECT name FROM paces')).length > 0,
  }));
});
