import { JobDispatcher, type DispatchOptions } from '../../../../src/queue/job-dispatcher';
import type { JobDefinition, JobPayload } from '../../../../src/queue/job-definition';
import { type JobProcessor, UnrecoverableJobError } from '../../../../src/queue/job-processor';

interface WaitingJob {
  id: string;
  name: string;
  payload: JobPayload;
  delayMs: number;
}

/** A queue that runs when the test says so, and can be lost. Ids are remembered, as the real one does. */
export class ManualJobs extends JobDispatcher {
  waiting: WaitingJob[] = [];
  readonly failures: unknown[] = [];
  private readonly known = new Set<string>();
  private readonly processors = new Map<string, JobProcessor<JobPayload>>();

  serve<Payload extends JobPayload>(processor: JobProcessor<Payload>): void {
    this.processors.set(processor.job.name, processor as unknown as JobProcessor<JobPayload>);
  }

  async dispatch<Payload extends JobPayload>(
    job: JobDefinition<Payload>,
    payload: Payload,
    options: DispatchOptions = {},
  ): Promise<'queued'> {
    const checked = job.payload.parse(payload);
    const id = job.jobId(checked);
    if (!this.known.has(id)) {
      this.known.add(id);
      this.waiting.push({ id, name: job.name, payload: checked, delayMs: options.delayMs ?? 0 });
    }
    return 'queued';
  }

  /** Runs what waits, side by side, and what that dispatches, until only delayed jobs are left. An aborted signal is a worker that stops: nothing new is taken up. */
  async run(signal = new AbortController().signal): Promise<void> {
    // Effects after a commit run on their own; let them arrive.
    for (let idle = 0; idle < 3 && !signal.aborted; idle += 1) {
      await new Promise((resume) => setImmediate(resume));
      const ready = this.waiting.filter(({ delayMs }) => delayMs === 0);
      if (ready.length === 0) continue;
      idle = -1;
      this.waiting = this.waiting.filter(({ delayMs }) => delayMs > 0);
      await Promise.all(ready.map((job) => this.runOne(job, signal)));
    }
  }

  /** The time of delayed jobs has come. */
  hasten(): void {
    for (const job of this.waiting) job.delayMs = 0;
  }

  private async runOne({ id, name, payload }: WaitingJob, signal: AbortSignal): Promise<void> {
    const processor = this.processors.get(name);
    if (!processor) throw new Error(`nobody runs ${name}`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await processor.process(payload, { jobId: id, attempt, isLastAttempt: attempt === 3, signal });
      } catch (error) {
        this.failures.push(error);
        if (error instanceof UnrecoverableJobError || attempt === 3) return;
      }
    }
  }
}
