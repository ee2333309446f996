import type { Processor, Queue, Worker, WorkerOptions } from 'bullmq';
import type { QueueName } from './profiles';

/** What this application uses of BullMQ's queue and worker: the same over every technology. */
export type JobQueue = Pick<
  Queue,
  'addBulk' | 'getJob' | 'getJobCounts' | 'getJobs' | 'waitUntilReady' | 'close' | 'disconnect'
>;
export type JobWorker = Pick<Worker, 'waitUntilReady' | 'close' | 'disconnect'>;

interface Failing {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** How BullMQ reaches what carries the queues. */
export interface QueueTechnology {
  /** A queue to put jobs into, for somebody who may be waiting. */
  openQueue(name: QueueName): JobQueue & Failing;
  /** A worker, which has all the time there is. */
  openWorker(name: QueueName, processor: Processor, options: Omit<WorkerOptions, 'connection'>): JobWorker & Failing;
  /** Whether an error of a worker only says what the room of that technology has said already. */
  isKnownOutage(error: Error): boolean;
}
