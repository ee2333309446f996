import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Processor, WorkerOptions } from 'bullmq';
import { AppConfig } from '../config';
import { DatabaseServer } from '../database';
import { RedisConnection, RedisWitness } from '../redis';
import { postgresQueues } from './postgres-queues';
import type { QueueName } from './profiles';
import type { JobQueue, JobWorker, QueueTechnology } from './queue-technology';
import { redisQueues } from './redis-queues';

/** The only place that chooses what carries the queues: Redis where there is one, else the database. */
@Injectable()
export class QueueBackend {
  private readonly technology: QueueTechnology;

  constructor(
    server: DatabaseServer,
    { database }: AppConfig,
    @Optional() @Inject(RedisConnection) private readonly redis?: RedisConnection,
  ) {
    this.technology = redis ? redisQueues(redis) : postgresQueues(server, database.statementTimeoutMs);
  }

  /** False while it is known that nothing can be queued: to try would only make somebody wait. */
  get isReachable(): boolean {
    return this.redis?.isAvailable ?? true;
  }

  /** Whether the queues can come back without the jobs they held. */
  get isForgetful(): boolean {
    return this.redis !== undefined;
  }

  /** Calls `listener` when queues that had been unreachable can be used again. */
  onReturn(listener: () => void): void {
    this.redis?.onReturn(listener);
  }

  /** Calls `listener` when queues have come back without the jobs they held. */
  onEmptied(listener: () => void): void {
    if (this.redis) new RedisWitness(this.redis, listener);
  }

  createQueue(name: QueueName): JobQueue {
    const queue = this.technology.openQueue(name);
    // Each call reports its own failure; an event that nobody listens to would end the process.
    queue.on('error', () => undefined);
    return queue;
  }

  /** `onError` hears of trouble outside of any job, many times a second while the server is away. */
  createWorker(
    name: QueueName,
    processor: Processor,
    options: Omit<WorkerOptions, 'connection'>,
    onError: (error: Error) => void,
  ): JobWorker {
    const worker = this.technology.openWorker(name, processor, options);
    worker.on('error', (error) => {
      if (!this.technology.isKnownOutage(error)) onError(error);
    });
    return worker;
  }
}
