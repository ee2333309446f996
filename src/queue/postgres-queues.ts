import { createPostgresBackend, Queue, Worker } from 'bullmq';
import type { DatabaseServer } from '../database';
import { LastingClient } from './lasting-client';
import type { QueueTechnology } from './queue-technology';

const SCHEMA = 'queue';
const CONNECT_TIMEOUT_MS = 5_000;
const CONNECTIONS_PER_QUEUE = 2;
/** A worker has one more, on which it listens for new jobs. */
const CONNECTIONS_PER_WORKER = 3;

/** Queues in the database that holds everything else. */
export function postgresQueues({ target }: DatabaseServer, statementTimeoutMs: number): QueueTechnology {
  // A configuration object, not a pool: only then does BullMQ create its schema and keep to it.
  const connection = (max: number) => ({
    ...target,
    Client: LastingClient,
    max,
    schema: SCHEMA,
    migrate: true,
    application_name: 'bellhop queue',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
  });
  return {
    openQueue: (name) => new Queue(name, { connection: connection(CONNECTIONS_PER_QUEUE) }, createPostgresBackend),
    openWorker: (name, processor, options) =>
      new Worker(
        name,
        processor,
        { ...options, connection: connection(CONNECTIONS_PER_WORKER) },
        createPostgresBackend,
      ),
    isKnownOutage: () => false,
  };
}
