import { Injectable } from '@nestjs/common';
import { createPostgresBackend, Queue, Worker, type Processor, type WorkerOptions } from 'bullmq';
import { AppConfig } from '../config';
import { DatabaseServer } from '../database';
import type { QueueName } from './profiles';

const SCHEMA = 'queue';
const CONNECT_TIMEOUT_MS = 5_000;
const CONNECTIONS_PER_QUEUE = 2;
/** A worker has one more, on which it listens for new jobs. */
const CONNECTIONS_PER_WORKER = 3;

/** What this application uses of BullMQ's queue and worker: the same over every technology. */
export type JobQueue = Pick<Queue, 'add' | 'getJobCounts' | 'getJobs' | 'waitUntilReady' | 'close'>;
export type JobWorker = Pick<Worker, 'waitUntilReady' | 'close'>;

/** The only place that knows which technology carries the queues. */
@Injectable()
export class QueueBackend {
  constructor(
    private readonly server: DatabaseServer,
    private readonly config: AppConfig,
  ) {}

  createQueue(name: QueueName): JobQueue {
    const queue = new Queue(name, { connection: this.connection(CONNECTIONS_PER_QUEUE) }, createPostgresBackend);
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
    const connection = this.connection(CONNECTIONS_PER_WORKER);
    const worker = new Worker(name, processor, { ...options, connection }, createPostgresBackend);
    worker.on('error', onError);
    return worker;
  }

  /** A configuration object, not a pool: only then does BullMQ create its schema and keep to it. */
  private connection(max: number) {
    return {
      ...this.server.target,
      max,
      schema: SCHEMA,
      migrate: true,
      application_name: 'bellhop queue',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      statement_timeout: this.config.database.statementTimeoutMs,
    };
  }
}
