import { CheckedPool } from '../../../src/database/checked-pool';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

describe('the pool of connections', () => {
  let db: TestDatabase;
  let pool: CheckedPool;

  beforeAll(async () => {
    db = await openTestDatabase({ schema: 'empty' });
  });
  beforeEach(() => {
    pool = new CheckedPool({ ...db.target, min: 2, max: 4 });
    // Closing the database ends connections that are just being closed.
    pool.on('error', () => undefined);
  });
  afterEach(() => pool.end());
  afterAll(() => db.close());

  it('has its lasting connections before anybody asks', async () => {
    await pool.openAhead();
    expect([pool.totalCount, pool.idleCount]).toEqual([2, 2]);
  });

  it('hands on what becomes free in a moment instead of opening more', async () => {
    const [first, second] = [await pool.connect(), await pool.connect()];
    const waiting = pool.connect();
    first.release();
    expect(await waiting).toBe(first);
    expect(pool.totalCount).toBe(2);
    first.release();
    second.release();
  });

  it('opens more when nothing becomes free, up to its size', async () => {
    const held = await Promise.all([1, 2, 3, 4].map(() => pool.connect()));
    expect(pool.totalCount).toBe(4);
    const fifth = pool.connect();
    held[0]?.release();
    expect(await fifth).toBe(held[0]);
    for (const client of held) client.release();
  });
});
