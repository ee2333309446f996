import { AdvisoryLeases } from '../../src/coordination/advisory-leases';
import { RedisLeases } from '../../src/coordination/redis-leases';
import type { ConnectionTarget } from '../../src/database';
import { connectToRedis } from './connect-to-redis';

/** The leases of one process on the Redis tier. */
export interface LeaseProcess {
  readonly leases: RedisLeases;
  readonly redis: Awaited<ReturnType<typeof connectToRedis>>;
  close(): Promise<void>;
}

export async function openLeaseProcess(
  target: ConnectionTarget,
  settings: Record<string, string>,
): Promise<LeaseProcess> {
  const redis = await connectToRedis(settings);
  const database = new AdvisoryLeases({ tier: 'postgresql', target, close: () => Promise.resolve() });
  const leases = new RedisLeases(redis, database);
  return {
    leases,
    redis,
    async close() {
      await leases.onApplicationShutdown();
      await database.onApplicationShutdown();
      await redis.onApplicationShutdown();
    },
  };
}
