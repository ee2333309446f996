import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import { untilAborted } from '../resilience';
import type { JobWorker } from './queue-technology';

const RECREATE_AFTER_MS = 1_000;
const COMPLAIN_EVERY_MS = 10_000;

/**
 * A BullMQ worker that outlives its server. BullMQ reconnects a worker that was ready once, but remembers a first
 * connection that failed for ever: such a worker is thrown away and made anew until one gets through.
 */
export class SupervisedWorker {
  private worker: JobWorker | undefined;
  private isReady = false;
  private closing = false;
  private readonly starting: Promise<void>;
  private complainedAt = 0;
  private unspoken = 0;

  constructor(
    private readonly create: (onError: (error: Error) => void) => JobWorker,
    private readonly logger: Logger,
  ) {
    this.starting = this.keepStarting();
  }

  /**
   * Takes no more jobs and waits for the running ones; what has not ended `withinMs` (a server that is away can't be told of
   * any end) is cut off, and its job runs again elsewhere.
   */
  async close(withinMs: number): Promise<void> {
    this.closing = true;
    const { worker, isReady } = this;
    if (!worker) return;
    const closed = Promise.all([isReady ? worker.close() : worker.close(true), this.starting]);
    const timeIsUp = new AbortController();
    const timer = setTimeout(() => timeIsUp.abort(), withinMs);
    await untilAborted(
      closed.catch(() => undefined),
      timeIsUp.signal,
    );
    clearTimeout(timer);
    if (timeIsUp.signal.aborted) void worker.disconnect().catch(() => undefined);
  }

  private async keepStarting(): Promise<void> {
    while (!this.closing) {
      const worker = this.create((error) => this.complain(error));
      this.worker = worker;
      try {
        await worker.waitUntilReady();
        this.isReady = true;
        return;
      } catch {
        if (this.closing) return;
        await worker.close(true).catch(() => undefined);
        await pause(RECREATE_AFTER_MS);
      }
    }
  }

  /** A server that is away makes every worker fail many times a second; the log needs to hear it now and then. */
  private complain(error: Error): void {
    if (this.closing) return;
    this.unspoken++;
    if (Date.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.logger.warn({ msg: 'a worker has trouble', times: this.unspoken, err: error });
    this.complainedAt = Date.now();
    this.unspoken = 0;
  }
}
