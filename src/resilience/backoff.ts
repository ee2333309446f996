export interface BackoffOptions {
  firstMs: number;
  longestMs: number;
  /** Growth per failure. Default 2. */
  factor?: number;
  /** In [0, 1); tests hold it still. */
  random?: () => number;
}

/** Pauses that grow with every failure in a row, with jitter so that many callers don't come back at the same instant. */
export class Backoff {
  private failures = 0;

  constructor(private readonly options: BackoffOptions) {}

  /** Counts a failure and answers how long to wait now: between a half and the whole of the grown pause. */
  nextMs(): number {
    const { firstMs, longestMs, factor = 2, random = Math.random } = this.options;
    const grown = Math.min(longestMs, firstMs * factor ** this.failures);
    this.failures += 1;
    return Math.round(grown * (0.5 + random() / 2));
  }

  /** After a success: the next failure begins small again. */
  reset(): void {
    this.failures = 0;
  }
}
