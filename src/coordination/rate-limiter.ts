export interface RateVerdict {
  /** How many actions the subject has taken in the current window, this one included. */
  readonly count: number;
  /** Milliseconds until the window ends. */
  readonly resetMs: number;
}

/** Counts actions per subject in fixed windows, shared by all processes. */
export abstract class RateLimiter {
  /** Counts one action. Calls that arrive together are written together, so a burst costs one statement. */
  abstract count(scope: string, subject: string, windowMs: number): Promise<RateVerdict>;

  /** Deletes windows that are over. Answers how many. */
  abstract removeExpired(): Promise<number>;
}
