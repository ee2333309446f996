import type { AddressedTarget } from '../../src/database/embedded/server';
import { openTestDatabase } from './test-database';
import { describeWithRedis, TestRedis } from './test-redis';

/** What carries the queues of one test. */
export interface QueueCarrier {
  readonly target: AddressedTarget;
  /** Settings that lead an application to it. */
  readonly environment: Record<string, string>;
  /** Changes to the options of an application that finds nothing there. */
  readonly nowhere: { target?: AddressedTarget; environment?: Record<string, string> };
  cutConnections(): Promise<void>;
  close(): Promise<void>;
}

async function openPostgres(): Promise<QueueCarrier> {
  const { target, database, close } = await openTestDatabase({ schema: 'empty' });
  const everybody = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()';
  return {
    target,
    environment: {},
    nowhere: { target: { ...target, port: 1 } },
    cutConnections: () => database.query(everybody).then(noResult, noResult),
    close,
  };
}

async function openRedis(): Promise<QueueCarrier> {
  const redis = await TestRedis.open();
  return {
    // Whoever asks the database although there is a Redis finds nobody.
    target: { host: '127.0.0.1', port: 1, user: 'nobody', database: 'nothing' },
    environment: redis.settings(),
    nowhere: { environment: { REDIS_URL: 'redis://127.0.0.1:1' } },
    cutConnections: () => redis.cutConnections(),
    close: () => redis.close(),
  };
}

const noResult = (): void => undefined;

/** Everything that can carry queues, each with the `describe` that fits this machine. */
export const queueCarriers = [
  { name: 'PostgreSQL', open: openPostgres, describeIt: describe },
  { name: 'Redis', open: openRedis, describeIt: describeWithRedis },
];
