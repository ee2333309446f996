import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import type { JobDefinition, JobPayload } from './job-definition';
import { JobDispatcher, type DispatchOptions } from './job-dispatcher';
import { QueueProfiles, type QueueName } from './profiles';
import { QueueBackend, type JobQueue } from './queue-backend';

/** A person waits for whatever is being dispatched; past this the scheduler takes care of it. */
const DISPATCH_TIMEOUT_MS = 3_000;
/** BullMQ runs jobs without a priority first, then by ascending number. */
const BULK_PRIORITY = 10;

/** Puts jobs into BullMQ's queues. */
@Injectable()
export class BullmqJobDispatcher extends JobDispatcher implements OnApplicationShutdown {
  private readonly logger = new Logger(BullmqJobDispatcher.name);
  private readonly queues = new Map<QueueName, Promise<JobQueue>>();

  constructor(
    private readonly backend: QueueBackend,
    private readonly profiles: QueueProfiles,
  ) {
    super();
  }

  async dispatch<Payload extends JobPayload>(
    job: JobDefinition<Payload>,
    payload: Payload,
    { delayMs = 0, urgency = 'bulk' }: DispatchOptions = {},
  ): Promise<'queued' | 'postponed'> {
    const checked = job.payload.parse(payload);
    const jobId = checkedJobId(job, checked);
    const options = this.optionsFor(job.queue, jobId, delayMs, urgency);
    const added = this.queue(job.queue).then((queue) => queue.add(job.name, checked, options));
    try {
      await withinTime(added);
      return 'queued';
    } catch (error) {
      this.logger.warn({ msg: 'a job was postponed', job: job.name, jobId, err: error });
      return 'postponed';
    }
  }

  /** Jobs of a queue by state, for health and metrics. Rejects when the queue can't be asked. */
  async counts(name: QueueName): Promise<Record<'waiting' | 'active' | 'delayed' | 'failed', number>> {
    const queue = await this.queue(name);
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed', 'prioritized');
    const of = (state: string): number => counts[state] ?? 0;
    return {
      waiting: of('waiting') + of('prioritized'),
      active: of('active'),
      delayed: of('delayed'),
      failed: of('failed'),
    };
  }

  /**
   * How long the job that is next has been waiting, in milliseconds; 0 when none is. Of one that is waiting for another attempt,
   * since its last one began: when its pause ended is written nowhere.
   */
  async oldestWaitMs(name: QueueName): Promise<number> {
    const queue = await this.queue(name);
    const heads = await queue.getJobs(['waiting', 'prioritized'], 0, 0, true);
    const sinceMs = heads.map(({ timestamp, opts, processedOn }) =>
      Math.max(timestamp + (opts.delay ?? 0), processedOn ?? 0),
    );
    return sinceMs.length === 0 ? 0 : Math.max(0, Date.now() - Math.min(...sinceMs));
  }

  async onApplicationShutdown(): Promise<void> {
    const queues = [...this.queues.values()];
    this.queues.clear();
    await Promise.allSettled(queues.map(async (opening) => (await opening).close()));
  }

  private queue(name: QueueName): Promise<JobQueue> {
    const open = this.queues.get(name) ?? this.open(name);
    this.queues.set(name, open);
    return open;
  }

  /** BullMQ remembers a first connection that failed for ever, so a queue that could not be opened is thrown away. */
  private async open(name: QueueName): Promise<JobQueue> {
    const queue = this.backend.createQueue(name);
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      this.queues.delete(name);
      await queue.close().catch(() => undefined);
      throw error;
    }
  }

  private optionsFor(
    name: QueueName,
    jobId: string,
    delayMs: number,
    urgency: NonNullable<DispatchOptions['urgency']>,
  ): JobsOptions {
    const profile = this.profiles.of(name);
    return {
      jobId,
      ...(delayMs > 0 ? { delay: delayMs } : {}),
      ...(urgency === 'bulk' ? { priority: BULK_PRIORITY } : {}),
      attempts: profile.attempts,
      // Worked out by the worker, which knows the error: see `backoff.ts`.
      backoff: { type: 'custom' },
      removeOnComplete: { count: profile.keepCompleted },
      removeOnFail: { count: profile.keepFailed },
    };
  }
}

function checkedJobId<Payload extends JobPayload>(job: JobDefinition<Payload>, payload: Payload): string {
  const jobId = job.jobId(payload);
  if (jobId === '' || jobId.includes(':') || /^\d+$/.test(jobId)) {
    throw new Error(`"${jobId}" can't be the id of a job (${job.name}): no ":", and not a bare number`);
  }
  return jobId;
}

async function withinTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${DISPATCH_TIMEOUT_MS} ms`)), DISPATCH_TIMEOUT_MS);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
    // It may still get through later, which is fine, or fail later, which nobody needs to hear.
    work.catch(() => undefined);
  }
}
