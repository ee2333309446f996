import { PostgresRateLimiter } from '../../../src/coordination/postgres-rate-limiter';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { HOUR, itCountsForAll } from './counts-for-all';

describe('the rate limiter', () => {
  let db: TestDatabase;
  let limiter: PostgresRateLimiter;

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(async () => {
    await db.database.execute('DELETE FROM rate_windows');
    limiter = new PostgresRateLimiter(db.database);
  });
  afterAll(() => db.close());

  itCountsForAll(async () => new PostgresRateLimiter(db.database));

  it('gives each action of a burst a number of its own, in one statement', async () => {
    const query = jest.spyOn(db.database, 'query');
    const burst = await Promise.all(Array.from({ length: 50 }, (_, n) => limiter.count('user', String(n % 2), HOUR)));
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    const ofFirst = burst.filter((_, n) => n % 2 === 0).map(({ count }) => count);
    expect(ofFirst).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
  });

  it('deletes windows that are over, and no others', async () => {
    await limiter.count('user', '1', HOUR);
    await db.database.execute("INSERT INTO rate_windows VALUES ('user', 'old', 60000, now() - interval '1 minute', 3)");
    expect(await limiter.removeExpired()).toBe(1);
    expect((await limiter.count('user', '1', HOUR)).count).toBe(2);
  });
});
