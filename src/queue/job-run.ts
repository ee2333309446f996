import type { JobContext } from './job-processor';

/** The run has not ended within its queue's timeout. Another attempt may succeed. */
export class JobTimedOut extends Error {
  constructor(readonly timeoutMs: number) {
    super(`the job did not finish within ${timeoutMs} ms`);
    this.name = 'JobTimedOut';
  }
}

/** The process is stopping; the job goes back to its queue as if it had not been taken. */
export class ProcessStopping extends Error {
  constructor() {
    super('the process is stopping');
    this.name = 'ProcessStopping';
  }
}

export interface RunLimits {
  readonly timeoutMs: number;
  /** How long work may take to end once its signal is aborted, before it is given up on. */
  readonly graceMs: number;
  /** Aborted, with `ProcessStopping` as its reason, when the process stops. */
  readonly stopping: AbortSignal;
}

/**
 * Runs one piece of work within its limits. Whatever ends first decides: the work itself, or, after the signal was aborted and the
 * grace has passed, the reason of that abort. Work that ignores its signal can't be killed inside one process; it is
 * abandoned, and its later outcome is ignored.
 */
export async function runWithin(
  limits: RunLimits,
  work: (signal: JobContext['signal']) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => controller.abort(limits.stopping.reason);
  const timer = setTimeout(() => controller.abort(new JobTimedOut(limits.timeoutMs)), limits.timeoutMs);
  limits.stopping.addEventListener('abort', stop, { once: true });
  if (limits.stopping.aborted) stop();

  let graceTimer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => {
      graceTimer = setTimeout(() => reject(controller.signal.reason as Error), limits.graceMs);
    });
  });
  try {
    await Promise.race([work(controller.signal), givenUp]);
  } catch (error) {
    // Whatever the work threw after it was told to end (an AbortError, mostly) has that reason.
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    clearTimeout(graceTimer);
    limits.stopping.removeEventListener('abort', stop);
    givenUp.catch(() => undefined);
  }
}
