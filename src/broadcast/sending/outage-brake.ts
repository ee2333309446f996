import { Backoff } from '../../resilience';

/**
 * Slows down while Telegram is unwell: every failure that is nobody's fault holds all sending for a moment that grows, so that
 * an outage costs some attempts, not everybody's. The first success lets go.
 */
export class OutageBrake {
  private readonly backoff = new Backoff({ firstMs: 500, longestMs: 10_000 });
  private untilMs = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Failures that come together count as one. */
  pull(): void {
    if (this.remainingMs() === 0) this.untilMs = this.now() + this.backoff.nextMs();
  }

  letGo(): void {
    this.untilMs = 0;
    this.backoff.reset();
  }

  remainingMs(): number {
    return Math.max(0, this.untilMs - this.now());
  }
}
