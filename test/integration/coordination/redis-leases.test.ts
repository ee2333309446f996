import { setTimeout as pause } from 'node:timers/promises';
import { type CuttableLine, layLine } from '../../../sandbox/test/web/support/cuttable-line';
import type { Lease } from '../../../src/coordination';
import { LEASE_LIFE_MS } from '../../../src/coordination/redis-leases';
import { startChild } from '../../support/child-process';
import { eventually } from '../../support/eventually';
import { type LeaseProcess, openLeaseProcess } from '../../support/lease-process';
import { RedisServer } from '../../support/redis-server';
import '../../support/silence-nest';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { describeWithOwnRedis } from '../../support/test-redis';

describeWithOwnRedis('leases in Redis', () => {
  let db: TestDatabase;
  let redis: RedisServer;
  const processes: LeaseProcess[] = [];
  const lines: CuttableLine[] = [];

  const settings = (url = redis.url) => ({ REDIS_URL: url });
  const open = async (url?: string) => {
    const process = await openLeaseProcess(db.target, settings(url));
    processes.push(process);
    return process;
  };
  const openOverLine = async () => {
    const line = await layLine(redis.port);
    lines.push(line);
    return { line, process: await open(line.url.replace('http:', 'redis:')) };
  };
  /** Asks as long as a lease can live, and longer: a lease that passes on by mistake does so within this time. */
  const neverGets = async ({ leases }: LeaseProcess, name: string) => {
    const until = performance.now() + LEASE_LIFE_MS + 1_500;
    while (performance.now() < until) {
      expect(await leases.tryAcquire(name).catch(() => null)).toBeNull();
      await pause(50);
    }
  };
  const eventuallyGets = ({ leases }: LeaseProcess, name: string) =>
    eventually(`somebody gets ${name}`, () => leases.tryAcquire(name).catch(() => null), 20_000);

  beforeEach(async () => {
    [db, redis] = await Promise.all([openTestDatabase({ schema: 'empty' }), RedisServer.start()]);
  });
  afterEach(async () => {
    redis.thaw();
    await Promise.all(processes.splice(0).map((process) => process.close()));
    await Promise.all(lines.splice(0).map((line) => line.close()));
    await Promise.all([db.close(), redis.close()]);
  });

  it('are held by one at a time, go to one of many who ask at once, and may be released twice', async () => {
    const all = await Promise.all([open(), open(), open()]);
    const asked = await Promise.all(
      Array.from({ length: 30 }, (_, n) => all[n % 3]?.leases.tryAcquire('receiver') ?? Promise.resolve(null)),
    );
    const [lease, ...others] = asked.filter((found): found is Lease => found !== null);
    expect(others).toEqual([]);
    await lease?.release();
    const second = await all[1].leases.tryAcquire('receiver');
    await lease?.release();
    expect(second).not.toBeNull();
    expect(await all[2].leases.tryAcquire('receiver')).toBeNull();
    expect(await all[2].leases.tryAcquire('something else')).not.toBeNull();
  });

  it('stay with a holder that lives, and pass on when it is killed', async () => {
    const child = startChild('hold-redis-lease', { target: db.target, settings: settings(), name: 'receiver' });
    const standby = await open();
    await child.said('held');
    await neverGets(standby, 'receiver');
    await child.kill();
    await eventuallyGets(standby, 'receiver');
  });

  it('stay with their holder while Redis is gone and when it comes back empty', async () => {
    const [holder, other] = [await open(), await open()];
    const lease = await eventuallyGets(holder, 'receiver');
    await redis.stop('SIGKILL');
    await neverGets(other, 'receiver');
    await redis.startAgain();
    await neverGets(other, 'receiver');
    expect(lease.lost.aborted).toBe(false);
    await lease.release();
    await eventuallyGets(other, 'receiver');
  });

  it('can be taken while Redis is away, and are not in two hands when only one process is cut off', async () => {
    const { line, process: cutOff } = await openOverLine();
    const other = await open();
    const lease = await eventuallyGets(other, 'receiver');
    line.cut();
    await eventually('it is known', () => !cutOff.redis.isAvailable);
    await neverGets(cutOff, 'receiver');
    expect(lease.lost.aborted).toBe(false);

    await lease.release();
    const inDatabase = await eventuallyGets(cutOff, 'receiver');
    await neverGets(other, 'receiver');
    line.mend();
    await eventually('it is back', () => cutOff.redis.isAvailable);
    await neverGets(other, 'receiver');
    expect(inDatabase.lost.aborted).toBe(false);
    await inDatabase.release();
    await eventuallyGets(other, 'receiver');
  });

  it('are never in two hands while Redis stops, freezes and comes back empty', async () => {
    const [{ line, process: first }, second, third] = [await openOverLine(), await open(), await open()];
    const holding = new Set<Lease>();
    const over = new AbortController();
    let most = 0;
    let taken = 0;
    const contend = async ({ leases }: LeaseProcess, holdMs: number) => {
      while (!over.signal.aborted) {
        const lease = await leases.tryAcquire('receiver').catch(() => null);
        if (lease) {
          taken += 1;
          holding.add(lease);
          const sound = [...holding].filter(({ lost }) => !lost.aborted);
          most = Math.max(most, sound.length);
          await pause(holdMs);
          holding.delete(lease);
          await lease.release();
        }
        await pause(10);
      }
    };
    const contenders = [contend(first, 5), contend(second, 400), contend(third, 2_000)];
    for (const disturb of [
      async () => line.cut(),
      async () => line.mend(),
      () => redis.stop('SIGKILL'),
      () => redis.startAgain(),
      async () => redis.freeze(),
      async () => redis.thaw(),
    ]) {
      await pause(2_500);
      await disturb();
    }
    const before = taken;
    await eventually('it goes on', () => taken > before + 2);
    over.abort();
    await Promise.all(contenders);
    expect(most).toBe(1);
  });
});
