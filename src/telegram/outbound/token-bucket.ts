/** Sums of fractions miss a whole permit by less than this. */
const ROUNDING = 1e-6;

/** Permits that grow back evenly. Time is handed in, so it needs no timers and can be held still. */
export class TokenBucket {
  private tokens: number;
  private updatedMs: number;

  /** Begins full. `capacity` is the burst that passes at once. */
  constructor(
    private readonly capacity: number,
    private readonly perSecond: number,
    nowMs: number,
  ) {
    this.tokens = capacity;
    this.updatedMs = nowMs;
  }

  /** When a permit will be there; `nowMs` when there is one already. */
  readyAtMs(nowMs: number): number {
    this.refill(nowMs);
    const missing = 1 - this.tokens;
    return missing <= ROUNDING ? nowMs : nowMs + Math.ceil((missing / this.perSecond) * 1000 - ROUNDING);
  }

  /**
   * Takes a permit, going into debt when there is none: what may not be held back still uses up the rate, and others
   * wait for it. The debt is bounded by one second's worth, so that a long burst can't starve them for longer.
   */
  take(nowMs: number): void {
    this.refill(nowMs);
    this.tokens = Math.max(this.tokens - 1, -this.perSecond);
  }

  isFull(nowMs: number): boolean {
    this.refill(nowMs);
    return this.tokens >= this.capacity;
  }

  private refill(nowMs: number): void {
    // A clock set back must not take permits away.
    const elapsedMs = Math.max(0, nowMs - this.updatedMs);
    this.tokens = Math.min(this.capacity, this.tokens + (elapsedMs / 1000) * this.perSecond);
    this.updatedMs = nowMs;
  }
}
