import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { MicroBatcher } from '../database';
import { orAborted, withDeadline } from '../resilience';
import type { JobDefinition, JobPayload } from './job-definition';
import { JobDispatcher, type DispatchOptions } from './job-dispatcher';
import { PostponedJobs, type PostponedJob } from './postponed-jobs';
import { QueueProfiles, type QueueName } from './profiles';
import { QueueBackend } from './queue-backend';
import { RecentJobs } from './recent-jobs';
import type { JobQueue } from './queue-technology';

/** A person waits for whatever is being dispatched; past this the scheduler takes care of it. */
const DISPATCH_TIMEOUT_MS = 3_000;
/** BullMQ runs jobs without a priority first, then by ascending number. */
const BULK_PRIORITY = 10;
const CLOSE_TIMEOUT_MS = 500;
const TRY_POSTPONED_EVERY_MS = 1_000;

interface NewJob {
  readonly name: string;
  readonly data: PostponedJob['payload'];
  readonly opts: JobsOptions;
}

/**
 * Puts jobs into BullMQ's queues. What could not be queued is kept in memory and queued as soon as that is possible; should
 * the process end before, the scheduler finds its row.
 */
@Injectable()
export class BullmqJobDispatcher extends JobDispatcher implements OnApplicationShutdown {
  private readonly logger = new Logger(BullmqJobDispatcher.name);
  private readonly queues = new Map<QueueName, Promise<JobQueue>>();
  private readonly gathered = new Map<QueueName, MicroBatcher<NewJob, void>>();
  private readonly postponed = new PostponedJobs();
  private readonly recent = new RecentJobs();
  private timer: NodeJS.Timeout | undefined;
  private draining: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly backend: QueueBackend,
    private readonly profiles: QueueProfiles,
  ) {
    super();
    backend.onReturn(() => this.queuePostponed());
    backend.onEmptied(() => this.queueAgain());
  }

  async dispatch<Payload extends JobPayload>(
    job: JobDefinition<Payload>,
    payload: Payload,
    { delayMs = 0, urgency = 'bulk' }: DispatchOptions = {},
  ): Promise<'queued' | 'postponed'> {
    const checked = job.payload.parse(payload);
    const request: PostponedJob = {
      queue: job.queue,
      name: job.name,
      jobId: checkedJobId(job, checked),
      payload: checked,
      urgency,
      dueMs: Date.now() + delayMs,
    };
    if (!this.backend.isReachable) return this.postpone(request);
    try {
      await withinTime(this.add(request));
      return 'queued';
    } catch (error) {
      this.logger.warn({ msg: 'a job was postponed', job: job.name, jobId: request.jobId, err: error });
      return this.postpone(request);
    }
  }

  /** False while it is known that nothing can be queued. */
  get isReachable(): boolean {
    return this.backend.isReachable;
  }

  /** How many jobs wait in this process for their queue to come back. */
  get postponedCount(): number {
    return this.postponed.size;
  }

  /** Jobs of a queue by state, for health and metrics. Rejects when the queue can't be asked. */
  async counts(name: QueueName): Promise<Record<'waiting' | 'active' | 'delayed' | 'failed', number>> {
    if (!this.backend.isReachable) throw new Error('the queues are away');
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
    this.closed = true;
    clearTimeout(this.timer);
    const queues = [...this.queues.values()];
    this.queues.clear();
    await Promise.allSettled(queues.map(async (opening) => closeSoon(await opening)));
  }

  private async add(job: PostponedJob): Promise<void> {
    const { name, payload: data } = job;
    await this.gathererOf(job.queue).call({ name, data, opts: this.optionsFor(job) });
    if (this.backend.isForgetful) this.recent.remember(job, Date.now());
  }

  /** Jobs that ran meanwhile run once more, which is safe; those that did not would be missed for a minute or two. */
  private queueAgain(): void {
    for (const job of this.recent.take(Date.now())) this.postponed.add(job);
    this.queuePostponed();
  }

  /**
   * Jobs that come while others are being added to their queue go together: in PostgreSQL one takes 3 ms, two hundred
   * together take 80.
   */
  private gathererOf(queue: QueueName): MicroBatcher<NewJob, void> {
    const addAll = async (jobs: readonly NewJob[]): Promise<void[]> => {
      const opened = await this.queue(queue);
      // Bounded, since those who come later wait for it.
      await withinTime(opened.addBulk([...jobs]));
      return jobs.map(() => undefined);
    };
    const gatherer = this.gathered.get(queue) ?? new MicroBatcher(addAll, { concurrency: 1, maxSize: 200 });
    this.gathered.set(queue, gatherer);
    return gatherer;
  }

  private postpone(request: PostponedJob): 'postponed' {
    this.postponed.add(request);
    this.tryLater();
    return 'postponed';
  }

  private tryLater(): void {
    if (this.closed) return;
    this.timer ??= setTimeout(() => this.queuePostponed(), TRY_POSTPONED_EVERY_MS).unref();
  }

  private queuePostponed(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.postponed.size === 0 || this.closed) return;
    if (!this.backend.isReachable) return this.tryLater();
    this.draining ??= this.postponed
      .drain((jobs) => withinTime(Promise.all(jobs.map((job) => this.add(job)))))
      .then((count) => {
        if (count > 0) this.logger.log({ msg: 'postponed jobs are queued', count, left: this.postponed.size });
      })
      .finally(() => {
        this.draining = undefined;
        if (this.postponed.size > 0) this.tryLater();
      });
  }

  /** The open queue of this name; rejects when it can't be reached. */
  queue(name: QueueName): Promise<JobQueue> {
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

  private optionsFor({ queue, jobId, dueMs, urgency }: PostponedJob): JobsOptions {
    const profile = this.profiles.of(queue);
    const delayMs = dueMs - Date.now();
    return {
      jobId,
      ...(delayMs > 0 ? { delay: delayMs } : {}),
      ...(urgency === 'bulk' ? { priority: BULK_PRIORITY } : {}),
      attempts: profile.attempts,
      // Worked out by the worker, which knows the error, from its queue's `RetryPolicy`.
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

/** A queue whose server does not answer is let go of without a goodbye. */
async function closeSoon(queue: JobQueue): Promise<void> {
  await withinTime(queue.close(), CLOSE_TIMEOUT_MS).catch(() => void queue.disconnect().catch(() => undefined));
}

/** It may still get through later, which is fine, or fail later, which nobody needs to hear. */
function withinTime(work: Promise<unknown>, timeoutMs = DISPATCH_TIMEOUT_MS): Promise<unknown> {
  return withDeadline(timeoutMs, (signal) => orAborted(work, signal));
}
