import { PostgresRateLimiter } from '../../../src/coordination/postgres-rate-limiter';
import { RedisRateLimiter } from '../../../src/coordination/redis-rate-limiter';
import type { RedisConnection } from '../../../src/redis';
import { connectToRedis } from '../../support/connect-to-redis';
import { eventually } from '../../support/eventually';
import { RedisServer } from '../../support/redis-server';
import '../../support/silence-nest';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { describeWithOwnRedis, describeWithRedis, TestRedis } from '../../support/test-redis';
import { HOUR, itCountsForAll } from './counts-for-all';

describeWithRedis('the rate limiter in Redis', () => {
  let db: TestDatabase;
  let redis: TestRedis;
  let settings: Record<string, string>;
  const connections: RedisConnection[] = [];

  const open = async () => {
    const connection = await connectToRedis(settings);
    connections.push(connection);
    return new RedisRateLimiter(connection, new PostgresRateLimiter(db.database));
  };

  beforeAll(async () => {
    [db, redis] = await Promise.all([openTestDatabase(), TestRedis.open()]);
  });
  beforeEach(() => {
    settings = redis.settings();
  });
  afterEach(() => Promise.all(connections.splice(0).map((connection) => connection.onApplicationShutdown())));
  afterAll(() => Promise.all([db.close(), redis.close()]));

  itCountsForAll(open);

  it('begins anew when the window is over', async () => {
    const limiter = await open();
    await limiter.count('user', '1', 50);
    await eventually('a first action is counted', async () => (await limiter.count('user', '1', 50)).count === 1);
  });
});

describeWithOwnRedis('the rate limiter without its Redis', () => {
  let db: TestDatabase;
  let redis: RedisServer;
  let connection: RedisConnection;
  let processes: RedisRateLimiter[];

  beforeEach(async () => {
    [db, redis] = await Promise.all([openTestDatabase(), RedisServer.start()]);
    connection = await connectToRedis({ REDIS_URL: redis.url });
    processes = [1, 2].map(() => new RedisRateLimiter(connection, new PostgresRateLimiter(db.database)));
  });
  afterEach(async () => {
    await connection.onApplicationShutdown();
    await Promise.all([db.close(), redis.close()]);
  });

  const countOnce = async (process: number) => (await processes[process]?.count('user', '1', HOUR))?.count;

  it.each([
    ['is killed', () => redis.stop('SIGKILL'), () => redis.startAgain()],
    ['stops answering', async () => redis.freeze(), async () => redis.thaw()],
  ])('goes on counting for all processes when Redis %s, fails nobody, and goes back', async (_what, away, back) => {
    expect([await countOnce(0), await countOnce(1)]).toEqual([1, 2]);
    await away();
    const meanwhile = await Promise.all(Array.from({ length: 10 }, (_, n) => countOnce(n % 2)));
    expect(meanwhile.sort((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
    await eventually('it is known', () => !connection.isAvailable);
    expect([await countOnce(0), await countOnce(1)]).toEqual([11, 12]);
    await back();
    await eventually('Redis counts again', async () => {
      const query = jest.spyOn(db.database, 'query');
      await countOnce(0);
      const asked = query.mock.calls.length;
      query.mockRestore();
      return asked === 0;
    });
  });
});
