import { growingPauseMs } from './growing-pause';

export interface BackoffOptions {
  firstMs: number;
  longestMs: number;
  /** Growth per failure. Default 2. */
  factor?: number;
  /** In [0, 1); tests hold it still. */
  random?: () => number;
}

/** Pauses that grow with every failure in a row, for loops that never give up. */
export class Backoff {
  private failures = 0;

  constructor(private readonly options: BackoffOptions) {}

  /** Counts a failure and answers how long to wait now: between a half and the whole of the grown pause. */
  nextMs(): number {
    const { firstMs, longestMs, factor: base = 2, random } = this.options;
    this.failures += 1;
    return growingPauseMs(this.failures, { firstMs, longestMs, base }, random);
  }

  /** After a success: the next failure begins small again. */
  reset(): void {
    this.failures = 0;
  }
}
