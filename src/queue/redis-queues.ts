import { createRedisBackend, Queue, Worker } from 'bullmq';
import { connectionOptions, isOutage, type RedisConnection } from '../redis';
import type { QueueTechnology } from './queue-technology';

const ADD_TIMEOUT_MS = 2_000;
/** An idle worker asks every 5 s (`drainDelay`) and at most every 10 s; a server silent for longer than that is gone. */
const WORKER_SILENCE_MS = 20_000;

/**
 * A worker that can be cut off. BullMQ ends the connections of a worker one after the other and waits for each, but one that
 * is reconnecting never says that it has ended: the other would go on for ever, and the renewal of locks with it.
 */
class RedisWorker extends Worker {
  override async disconnect(): Promise<void> {
    await this.lockManager.close();
    for (const opening of [this.backend.client, this.backend.blockingClient]) {
      // One that was never open has nothing to end.
      opening?.then((client) => client.disconnect()).catch(() => undefined);
    }
  }
}

/** Queues in Redis, over connections of their own: BullMQ blocks on some and waits without end on others. */
export function redisQueues({ config }: RedisConnection): QueueTechnology {
  const shared = connectionOptions(config);
  // BullMQ puts the colons between the parts of a key itself.
  const prefix = config.keyPrefix.replace(/:$/, '');
  const forQueues = {
    ...shared,
    commandTimeout: ADD_TIMEOUT_MS,
    // Queued now or postponed: what waits in memory here would be lost with the process.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  };
  // Whatever a worker has to tell its queue waits until Redis is back.
  const forWorkers = { ...shared, socketTimeout: WORKER_SILENCE_MS, maxRetriesPerRequest: null };
  return {
    openQueue: (name) => new Queue(name, { prefix, connection: forQueues }, createRedisBackend),
    openWorker: (name, processor, options) =>
      new RedisWorker(name, processor, { ...options, prefix, connection: forWorkers }, createRedisBackend),
    isKnownOutage: isOutage,
  };
}
