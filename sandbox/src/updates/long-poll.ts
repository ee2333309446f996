import { conflict } from '../bot-api/api-error';
import { type QueuedUpdate, type UpdateQueue } from './update-queue';

interface Waiting {
  settle: (outcome: QueuedUpdate[] | Error) => void;
  limit: number;
}

/** Longest wait, in seconds, whatever is asked for. */
const MAX_TIMEOUT_SECONDS = 50;

/** `getUpdates` of one bot: one caller at a time, woken by the next update. */
export class LongPoll {
  private waiting: Waiting | undefined;
  private wakeScheduled = false;

  constructor(private readonly queue: UpdateQueue) {}

  get isWaiting(): boolean {
    return this.waiting !== undefined;
  }

  /**
   * Confirms what is before `offset`, then answers the oldest updates, waiting for one if there is none.
   * @throws ApiError 409 when another call or a webhook takes over.
   */
  async take(offset: number, limit: number, timeoutSeconds: number, signal: AbortSignal): Promise<QueuedUpdate[]> {
    this.interrupt('terminated by other getUpdates request; make sure that only one bot instance is running');
    if (offset !== 0) this.queue.confirm(offset);
    const ready = this.queue.peek(limit);
    if (ready.length > 0 || timeoutSeconds <= 0) return ready;
    return new Promise((resolve, reject) => {
      const settle = (outcome: QueuedUpdate[] | Error): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abandon);
        if (this.waiting?.settle === settle) this.waiting = undefined;
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      const abandon = (): void => settle([]);
      const timer = setTimeout(abandon, Math.min(timeoutSeconds, MAX_TIMEOUT_SECONDS) * 1_000);
      signal.addEventListener('abort', abandon);
      this.waiting = { settle, limit };
    });
  }

  /** Ends the waiting call with 409. */
  interrupt(description: string): void {
    this.waiting?.settle(conflict(description));
  }

  /** Answers the waiting call, at the end of this turn so that an album arrives together. */
  wake(): void {
    if (!this.waiting || this.wakeScheduled) return;
    this.wakeScheduled = true;
    queueMicrotask(() => {
      this.wakeScheduled = false;
      const ready = this.waiting ? this.queue.peek(this.waiting.limit) : [];
      if (ready.length > 0) this.waiting?.settle(ready);
    });
  }
}
