import { PostgresSharedPacer } from '../../../src/coordination/postgres-shared-pacer';
import { RedisSharedPacer } from '../../../src/coordination/redis-shared-pacer';
import type { RedisConnection } from '../../../src/redis';
import { connectToRedis } from '../../support/connect-to-redis';
import { eventually } from '../../support/eventually';
import { RedisServer } from '../../support/redis-server';
import '../../support/silence-nest';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { describeWithOwnRedis } from '../../support/test-redis';

const limits = { perSecond: 100, burst: 10 };

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

  it('gives two processes slots that follow one another, never the same ones', async () => {
    const first = await one.reserve('x', 50, limits);
    const second = await other.reserve('x', 50, limits);
    expect(first).toEqual({ firstInMs: expect.closeTo(0, 3), intervalMs: 10 });
    expect(second.firstInMs).toBeGreaterThan(300);
    expect(second.firstInMs).toBeLessThanOrEqual(500);
  });

  it('gives what many ask for at the same time in a row', async () => {
    const grants = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).reserve('x', 100, limits)),
    );
    const firsts = grants.map(({ firstInMs }) => firstInMs).sort((left, right) => left - right);
    expect(firsts.at(-1)).toBeGreaterThan(17_000);
  });

  it('gives a rested pace no more than its burst at once', async () => {
    await one.reserve('x', 1, limits);
    await letPass(3_600_000);
    expect((await one.reserve('x', 20, limits)).firstInMs).toBeCloseTo(-100, 0);
  });

  it('pauses for everybody and is slower afterwards, once however many report it', async () => {
    await one.reserve('x', 1, limits);
    const states = await Promise.all([one, other, one].map((pacer) => pacer.slowDown('x', 3_000, limits)));
    expect(states.map(({ perSecond }) => perSecond)).toEqual([80, 80, 80]);
    const grant = await other.reserve('x', 10, limits);
    expect(grant.firstInMs).toBeGreaterThan(2_500);
    expect(grant.intervalMs).toBeCloseTo(12.5, 1);
    expect((await other.read('x', limits)).pausedMs).toBeGreaterThan(2_500);
  });

  it('regains its rate with every second that passes well, and never falls to nothing', async () => {
    await one.slowDown('x', 1_000, limits);
    await letPass(6_000);
    expect((await other.read('x', limits)).perSecond).toBeCloseTo(90, 0);
    await letPass(60_000);
    expect((await other.read('x', limits)).perSecond).toBe(100);
    for (let report = 0; report < 40; report += 1) {
      await one.slowDown('x', 1_000, limits);
      await letPass(1_000);
    }
    expect((await one.read('x', limits)).perSecond).toBeCloseTo(5, 0);
  });

  it('makes others wait for what was done without waiting, a second at most, and only while somebody is at it', async () => {
    await other.spend('x', 50, limits);
    expect(await connection.run((client) => client.exists(connection.key('pace', 'x')))).toBe(0);
    await one.reserve('x', 10, limits);
    await other.spend('x', 50, limits);
    expect((await one.reserve('x', 1, limits)).firstInMs).toBeGreaterThan(400);
    await other.spend('x', 100_000, limits);
    expect((await one.reserve('x', 1, limits)).firstInMs).toBeLessThanOrEqual(1_000);
  });

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
