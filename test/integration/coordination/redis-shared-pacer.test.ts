import { PostgresSharedPacer } from '../../../src/coordination/postgres-shared-pacer';
import { RedisSharedPacer } from '../../../src/coordination/redis-shared-pacer';
import type { RedisConnection } from '../../../src/redis';
import { connectToRedis } from '../../support/connect-to-redis';
import { eventually } from '../../support/eventually';
import { RedisServer } from '../../support/redis-server';
import '../../support/silence-nest';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { describeWithOwnRedis } from '../../support/test-redis';
import { itIsOnePace, limits } from './one-pace';

describeWithOwnRedis('a pace that processes share in Redis', () => {
  let db: TestDatabase;
  let redis: RedisServer;
  let connection: RedisConnection;
  let one: RedisSharedPacer;
  let other: RedisSharedPacer;

  beforeAll(async () => {
    [db, redis] = await Promise.all([openTestDatabase(), RedisServer.start()]);
    connection = await connectToRedis({ REDIS_URL: redis.url });
    [one, other] = [1, 2].map(() => new RedisSharedPacer(connection, new PostgresSharedPacer(db.database))) as [
      RedisSharedPacer,
      RedisSharedPacer,
    ];
  });
  beforeEach(async () => {
    await connection.run((client) => client.del(connection.key('pace', 'x')));
    await db.database.execute('TRUNCATE paces');
  });
  afterAll(async () => {
    await connection.onApplicationShutdown();
    await Promise.all([db.close(), redis.close()]);
  });

  /** Lets time pass for the pace: all its moments move back. */
  const letPass = (milliseconds: number) =>
    connection.run(async (client) => {
      for (const [field, at] of Object.entries(await client.hgetall(connection.key('pace', 'x')))) {
        if (field !== 'slowed') await client.hset(connection.key('pace', 'x'), field, Number(at) - milliseconds);
      }
    });

  itIsOnePace(() => ({
    one,
    other,
    letPass,
    isKept: () => connection.run(async (client) => (await client.exists(connection.key('pace', 'x'))) > 0),
  }));

  it('goes on in the database, with its pause, when Redis is lost', async () => {
    await one.slowDown('x', 60_000, limits);
    await redis.stop('SIGKILL');
    const [first, second] = await Promise.all([one.reserve('x', 10, limits), other.reserve('x', 10, limits)]);
    expect(Math.min(first.firstInMs, second.firstInMs)).toBeGreaterThan(30_000);
    expect(Math.abs(first.firstInMs - second.firstInMs)).toBeGreaterThan(100);
    await redis.startAgain();
    await eventually('Redis is used again', () => connection.isAvailable);
    expect((await one.reserve('x', 1, limits)).firstInMs).toBeLessThanOrEqual(0);
  });
});
