import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import { describeError } from '../observability';
import type { JobWorker } from './queue-backend';

const RECREATE_AFTER_MS = 1_000;
const COMPLAIN_EVERY_MS = 10_000;

/**
 * A BullMQ worker that outlives its database. BullMQ reconnects a worker that was ready once, but remembers a first
 * connection that failed for ever: such a worker is thrown away and made anew until one gets through.
 */
export class SupervisedWorker {
  private worker: JobWorker | undefined;
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

  /** Takes no more jobs and waits for the running ones. */
  async close(): Promise<void> {
    this.closing = true;
    await this.starting;
    await this.worker?.close();
  }

  private async keepStarting(): Promise<void> {
    while (!this.closing) {
      const worker = this.create((error) => this.complain(error));
      try {
        await worker.waitUntilReady();
        this.worker = worker;
        return;
      } catch {
        await worker.close(true).catch(() => undefined);
        await pause(RECREATE_AFTER_MS);
      }
    }
  }

  /** A database that is away makes every worker fail many times a second; the log needs to hear it now and then. */
  private complain(error: Error): void {
    if (this.closing) return;
    this.unspoken++;
    if (Date.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.logger.warn({ msg: 'a worker has trouble', times: this.unspoken, error: describeError(error) });
    this.complainedAt = Date.now();
    this.unspoken = 0;
  }
}
