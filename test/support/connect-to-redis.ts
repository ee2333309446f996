import { SystemClock } from '../../src/common/clock';
import { RedisConnection } from '../../src/redis';
import { CircuitBreakers } from '../../src/resilience';
import { testConfig } from './test-config';

/** The connection of one process with these settings. Close it with `onApplicationShutdown`. */
export function connectToRedis(settings: Record<string, string>): Promise<RedisConnection> {
  const { redis } = testConfig(settings);
  if (!redis) throw new Error('no Redis is configured');
  const clock = new SystemClock();
  return RedisConnection.open(redis, new CircuitBreakers(clock), clock);
}
