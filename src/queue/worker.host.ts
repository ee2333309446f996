import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnrecoverableError, WaitingError, type Job } from 'bullmq';
import { AppError } from '../common/app-error';
import { AppConfig } from '../config';
import { ErrorRecorder, LogContext } from '../observability';
import { type Bulkhead, Bulkheads, RetryPolicies, type RetryPolicy, TimeLimits, type TimeLimit } from '../resilience';
import type { JobPayload } from './job-definition';
import { type JobProcessor, UnrecoverableJobError } from './job-processor';
import { JobTimedOut, ProcessStopping, runWithin } from './job-run';
import { type JobOutcome, JobStatistics } from './job-statistics';
import { ProcessorRegistry } from './processor.registry';
import { QueueProfiles, queueNames, type QueueName } from './profiles';
import { QueueBackend } from './queue-backend';
import type { JobWorker } from './queue-technology';
import { SupervisedWorker } from './supervised-worker';

/** A run that was told to end gets this long to put things in order. */
const ABORT_GRACE_MS = 5_000;
/** Shares of `SHUTDOWN_TIMEOUT`: for runs to finish, to end early and be handed back, and for the queue to hear of it. */
const FINISH_SHARE = 0.5;
const HAND_BACK_SHARE = 0.2;
const TELL_SHARE = 0.15;
/** However often a job failed, it is tried again within this time. */
const LONGEST_PAUSE_MS = 15 * 60_000;
/** Part of the places that only jobs somebody waits for may take: transfers last minutes, a notice milliseconds. */
const RESERVED_SHARE = 0.25;

/** How the runs of one queue are bounded, beside its profile. */
interface RunPolicies {
  readonly retry: RetryPolicy;
  readonly timeLimit: TimeLimit;
}

interface FailedRun {
  readonly queue: QueueName;
  readonly job: Job;
  readonly token: string;
  readonly error: unknown;
  readonly ended: (outcome: JobOutcome) => void;
}

/**
 * Runs the jobs of this process: one BullMQ worker per queue, all within `THREAD_POOL_SIZE`, of
 * which a part is kept for the queues that somebody waits for. Only processes with the role
 * `worker` have one.
 */
@Injectable()
export class WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(WorkerHost.name);
  private readonly places: Bulkhead;
  private readonly policies: Record<QueueName, RunPolicies>;
  private readonly stopping = new AbortController();
  private processors = new Map<string, JobProcessor<JobPayload>>();
  private workers: SupervisedWorker[] = [];

  constructor(
    private readonly backend: QueueBackend,
    private readonly profiles: QueueProfiles,
    private readonly registry: ProcessorRegistry,
    private readonly statistics: JobStatistics,
    private readonly errors: ErrorRecorder,
    private readonly config: AppConfig,
    bulkheads: Bulkheads,
    retries: RetryPolicies,
    timeLimits: TimeLimits,
  ) {
    const { concurrency: places, backoffBase: base } = config.jobs;
    this.places = bulkheads.create('jobs', { places, reserved: Math.floor(places * RESERVED_SHARE) });
    const policiesOf = (name: QueueName): RunPolicies => {
      const { attempts, backoffMs: firstMs, timeoutMs } = profiles.of(name);
      return {
        retry: retries.create(`queue.${name}`, { attempts, firstMs, base, longestMs: LONGEST_PAUSE_MS }),
        timeLimit: timeLimits.create(`queue.${name}`, timeoutMs),
      };
    };
    const entries = queueNames.map((name) => [name, policiesOf(name)] as const);
    this.policies = Object.fromEntries(entries) as Record<QueueName, RunPolicies>;
  }

  onApplicationBootstrap(): void {
    if (!this.config.server.roles.includes('worker')) return;
    this.processors = this.registry.collect();
    const queues = new Set([...this.processors.values()].map(({ job }) => job.queue));
    this.workers = [...queues].map(
      (name) => new SupervisedWorker((onError) => this.createWorker(name, onError), this.logger),
    );
  }

  /** Takes no more jobs, lets the running ones finish, and hands back those that don't within their share of the time. */
  async onModuleDestroy(): Promise<void> {
    const { shutdownTimeoutMs } = this.config.server;
    const timer = setTimeout(() => this.stopping.abort(new ProcessStopping()), shutdownTimeoutMs * FINISH_SHARE);
    const withinMs = shutdownTimeoutMs * (FINISH_SHARE + HAND_BACK_SHARE + TELL_SHARE);
    await Promise.all(this.workers.map((worker) => worker.close(withinMs)));
    clearTimeout(timer);
  }

  private createWorker(name: QueueName, onError: (error: Error) => void): JobWorker {
    const { concurrency, lockMs, maxStalledCount } = this.profiles.of(name);
    const { retry } = this.policies[name];
    const options = {
      concurrency: Math.min(concurrency, this.config.jobs.concurrency),
      lockDuration: lockMs,
      // A dead process's job is taken over at the second look after its lock ran out.
      stalledInterval: lockMs / 4,
      maxStalledCount,
      // How soon an idle worker looks again although nobody called; new jobs announce themselves.
      drainDelay: 5,
      runRetryDelay: 1_000,
      settings: {
        backoffStrategy: (failures: number, _type: string | undefined, error: Error | undefined) =>
          retry.pauseAfter(failures, error) ?? 0,
      },
    };
    return this.backend.createWorker(name, (job, token) => this.run(name, job, token ?? ''), options, onError);
  }

  private run(queue: QueueName, job: Job, token: string): Promise<void> {
    return LogContext.run({ jobId: job.id ?? '', job: job.name }, async () => {
      const startedAt = performance.now();
      const ended = (outcome: JobOutcome): void => {
        this.statistics.ended({ queue, job: this.nameOf(job), outcome, durationMs: performance.now() - startedAt });
      };
      if (job.attemptsMade === 0) {
        this.statistics.begun(queue, Date.now() - job.timestamp - (job.opts.delay ?? 0));
      }
      try {
        await this.process(queue, job);
        ended('completed');
      } catch (error) {
        await this.conclude({ queue, job, token, error, ended });
      }
    });
  }

  private async process(queue: QueueName, job: Job): Promise<void> {
    const processor = this.processors.get(job.name);
    // A newer version of the application may have put it there: it is left to a process that knows it.
    if (!processor) throw new Error(`no processor for the job "${job.name}"`);
    const payload = processor.job.payload.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableJobError(`the payload of "${job.name}" is not what it should be`);
    const attempts = job.opts.attempts ?? 1;
    const run = (signal: AbortSignal): Promise<void> =>
      processor.process(payload.data, {
        jobId: job.id ?? '',
        attempt: job.attemptsMade + 1,
        isLastAttempt: job.attemptsMade + 1 >= attempts,
        signal,
      });
    await this.places.run(() => runWithin(this.limits(queue), run), {
      urgent: this.profiles.of(queue).isInteractive,
      group: queue,
      signal: this.stopping.signal,
    });
  }

  /** Tells BullMQ how a run that threw ended. Always throws: an error that is swallowed would count as success. */
  private async conclude({ queue, job, token, error, ended }: FailedRun): Promise<never> {
    if (error instanceof ProcessStopping) {
      await job.moveToWait(token);
      ended('handedBack');
      throw new WaitingError();
    }
    const final = isUnrecoverable(error) || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    ended(final ? 'failed' : 'retried');
    if (final) this.policies[queue].retry.noteGivenUp();
    if (error instanceof JobTimedOut) this.policies[queue].timeLimit.noteExceeded();
    if (final) this.errors.note(error, { edge: 'job', work: this.nameOf(job), reference: job.id });
    this.logger.warn({ msg: final ? 'a job failed' : 'a job failed and is tried again', queue, err: error });
    if (isUnrecoverable(error)) throw new UnrecoverableError(error.message);
    // What BullMQ keeps of an error is its message and stack; causes and parameters stay out of the database.
    throw error;
  }

  /** Names that no processor knows come from elsewhere, and might be many. */
  private nameOf({ name }: Job): string {
    return this.processors.has(name) ? name : 'unknown';
  }

  private limits(queue: QueueName): Parameters<typeof runWithin>[0] {
    const handBackMs = this.config.server.shutdownTimeoutMs * HAND_BACK_SHARE;
    return {
      timeoutMs: this.profiles.of(queue).timeoutMs,
      graceMs: Math.min(ABORT_GRACE_MS, handBackMs),
      stopping: this.stopping.signal,
    };
  }
}

function isUnrecoverable(error: unknown): error is Error {
  return error instanceof UnrecoverableJobError || (error instanceof AppError && !error.retryable);
}
