import { Injectable } from '@nestjs/common';
import { pause } from '../../resilience';

/**
 * Tells the sender of this process at once that a broadcast has begun or goes on. The senders of other processes find out by
 * themselves a moment later.
 */
@Injectable()
export class SenderNudge {
  private wake: AbortController | undefined;
  private isNudged = false;

  nudge(): void {
    this.isNudged = true;
    this.wake?.abort();
  }

  /** Waits so long, or until a nudge (one that came before counts, too), or until `signal` is aborted. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.isNudged && !signal.aborted) {
      const wake = new AbortController();
      const stop = (): void => wake.abort();
      this.wake = wake;
      signal.addEventListener('abort', stop, { once: true });
      await pause(ms, wake.signal);
      signal.removeEventListener('abort', stop);
    }
    this.isNudged = false;
  }
}
