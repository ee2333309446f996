import { JobDispatcher } from '../../../../src/queue/job-dispatcher';
import type { JobDefinition, JobPayload } from '../../../../src/queue/job-definition';

export type Worker = (signal: AbortSignal) => Promise<void>;

/** One queue for several processes: a job runs at once, the processes take turns. A job that fails is not run again. */
export class SharedJobs extends JobDispatcher {
  readonly ids: string[] = [];
  readonly payloads: JobPayload[] = [];
  readonly failures: unknown[] = [];
  /** A queue that loses what it is given. */
  isLost = false;
  private readonly workers: { work: Worker; signal: AbortSignal }[] = [];
  private readonly running = new Set<Promise<void>>();
  private turn = 0;

  serve(work: Worker, signal: AbortSignal): void {
    this.workers.push({ work, signal });
  }

  override async dispatch<Payload extends JobPayload>(
    job: JobDefinition<Payload>,
    payload: Payload,
  ): Promise<'queued'> {
    const id = job.jobId(job.payload.parse(payload));
    if (this.ids.includes(id) || this.isLost) return 'queued';
    this.ids.push(id);
    this.payloads.push(payload);
    const alive = this.workers.filter(({ signal }) => !signal.aborted);
    const worker = alive[this.turn++ % alive.length];
    if (!worker) return 'queued';
    const run = new Promise<void>((resume) => setImmediate(resume))
      .then(() => worker.work(worker.signal))
      .catch((error: unknown) => void this.failures.push(error))
      .finally(() => this.running.delete(run));
    this.running.add(run);
    return 'queued';
  }

  /** Until nothing runs any more. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
