import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { type Actor, AuditTrail } from '../audit';
import { BullmqJobDispatcher } from './bullmq-job-dispatcher';
import { JobNotFailed, JobNotFound } from './queue.errors';
import { queueNames, type QueueName } from './profiles';
import { QueueDepths } from './queue-depths';

export const jobStates = ['waiting', 'active', 'delayed', 'failed', 'completed'] as const;
export type JobState = (typeof jobStates)[number];

/** Waiting jobs are in two lists: those somebody waits for, and all others by their priority. */
const LISTS = {
  waiting: ['waiting', 'prioritized'],
  active: ['active'],
  delayed: ['delayed'],
  failed: ['failed'],
  completed: ['completed'],
} as const;

/** One job, as an operator sees it. Its payload holds ids and flags only. */
export interface InspectedJob {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Runs that have begun. */
  readonly attempts: number;
  readonly attemptsAllowed: number;
  readonly failedReason: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** How many jobs of a queue are in each state. */
export interface QueueCounts extends Record<'waiting' | 'active' | 'delayed' | 'failed', number> {
  readonly name: QueueName;
}

export interface QueueOverview extends QueueCounts {
  /** Of the job that is next; null when none waits. */
  readonly oldestWaitMs: number | null;
}

/** Looks into the queues, and gives jobs that failed another chance. Every method rejects while the queues can't be asked. */
@Injectable()
export class QueueInspector {
  constructor(
    private readonly queues: BullmqJobDispatcher,
    private readonly depths: QueueDepths,
    private readonly audit: AuditTrail,
  ) {}

  /** Every queue, without a look at any job. */
  counts(): Promise<QueueCounts[]> {
    return Promise.all(queueNames.map(async (name) => ({ name, ...(await this.queues.counts(name)) })));
  }

  async overview(): Promise<QueueOverview[]> {
    return (await this.depths.all()).map(({ queue: name, counts, oldestWaitMs }) => ({
      name,
      ...counts,
      oldestWaitMs: counts.waiting > 0 ? oldestWaitMs : null,
    }));
  }

  /** The jobs of a queue in one state: finished ones newest first, all others in their turn. */
  async list(
    name: QueueName,
    state: JobState,
    { page, pageSize }: { page: number; pageSize: number },
  ): Promise<{ items: InspectedJob[]; total: number }> {
    const queue = await this.queues.queue(name);
    const lists = [...LISTS[state]];
    const counts = await queue.getJobCounts(...lists);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const isFinished = state === 'failed' || state === 'completed';
    // Asked for from the beginning, since a page of two lists is not two pages of one.
    const jobs = await queue.getJobs(lists, 0, page * pageSize - 1, !isFinished);
    const found = jobs.filter((job) => job !== undefined);
    return { items: found.slice((page - 1) * pageSize, page * pageSize).map((job) => inspect(job, state)), total };
  }

  /** Throws `JobNotFound`. */
  async get(name: QueueName, id: string): Promise<InspectedJob> {
    const job = await this.find(name, id);
    return inspect(job, await stateOf(job));
  }

  /** Runs a failed job again, from its first attempt. Throws `JobNotFound`, `JobNotFailed`. */
  async retry(name: QueueName, id: string, actor: Actor): Promise<InspectedJob> {
    const job = await this.find(name, id);
    if ((await stateOf(job)) !== 'failed') throw new JobNotFailed(id);
    const before = { state: 'failed', reason: job.failedReason ?? null };
    await job.retry('failed', { resetAttemptsMade: true });
    const change = { targetKind: 'job', targetId: `${name}/${id}`, before, after: { state: 'waiting' } };
    await this.audit.record({ actor, action: 'job.retry', ...change });
    return this.get(name, id);
  }

  private async find(name: QueueName, id: string): Promise<Job> {
    const queue = await this.queues.queue(name);
    const job = await queue.getJob(id);
    if (!job) throw new JobNotFound(id);
    return job;
  }
}

async function stateOf(job: Job): Promise<JobState> {
  const state = await job.getState();
  return jobStates.find((known) => LISTS[known].some((list) => list === state)) ?? 'waiting';
}

const inspect = (job: Job, state: JobState): InspectedJob => ({
  id: job.id ?? '',
  name: job.name,
  state,
  payload: job.data as Record<string, unknown>,
  attempts: job.attemptsMade,
  attemptsAllowed: job.opts.attempts ?? 1,
  failedReason: job.failedReason ? job.failedReason.slice(0, 500) : null,
  createdAt: new Date(job.timestamp),
  startedAt: job.processedOn ? new Date(job.processedOn) : null,
  finishedAt: job.finishedOn ? new Date(job.finishedOn) : null,
});
