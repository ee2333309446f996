import { PostgresRateLimiter } from '../../../src/coordination/postgres-rate-limiter';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

const HOUR = 3_600_000;

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

  it('counts each action of a subject, and says when the window ends', async () => {
    const first = await limiter.count('user', '1', HOUR);
    const second = await limiter.count('user', '1', HOUR);
    expect([first.count, second.count]).toEqual([1, 2]);
    expect(second.resetMs).toBeGreaterThan(0);
    expect(second.resetMs).toBeLessThanOrEqual(HOUR);
  });

  it('keeps subjects, scopes and windows apart', async () => {
    await limiter.count('user', '1', HOUR);
    const counts = await Promise.all([
      limiter.count('user', '2', HOUR),
      limiter.count('login', '1', HOUR),
      limiter.count('user', '1', 2 * HOUR),
    ]);
    expect(counts.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  it('gives each action of a burst a number of its own, in one statement', async () => {
    const query = jest.spyOn(db.database, 'query');
    const burst = await Promise.all(Array.from({ length: 50 }, (_, n) => limiter.count('user', String(n % 2), HOUR)));
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    const ofFirst = burst.filter((_, n) => n % 2 === 0).map(({ count }) => count);
    expect(ofFirst).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
  });

  it('lets no action pass uncounted when two processes count the same subjects at once', async () => {
    const processes = [limiter, new PostgresRateLimiter(db.database)];
    const rounds = Array.from({ length: 20 }, () =>
      Promise.all(
        processes.flatMap((process) => ['a', 'b', 'c'].map((subject) => process.count('user', subject, HOUR))),
      ),
    );
    const counts = (await Promise.all(rounds)).flat().map(({ count }) => count);
    const each = Array.from({ length: 40 }, (_, n) => n + 1);
    expect(counts.sort((a, b) => a - b)).toEqual(each.flatMap((n) => [n, n, n]));
  });

  it('deletes windows that are over, and no others', async () => {
    await limiter.count('user', '1', HOUR);
    await db.database.execute("INSERT INTO rate_windows VALUES ('user', 'old', 60000, now() - interval '1 minute', 3)");
    expect(await limiter.removeExpired()).toBe(1);
    expect((await limiter.count('user', '1', HOUR)).count).toBe(2);
  });
});
