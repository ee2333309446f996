import { LeaseLost } from '../orders.errors';

export interface LeaseTimes {
  /** How long the lease lasts from each renewal. */
  leaseMs: number;
  renewEveryMs: number;
}

/** A lease that was taken, and when that was asked for, by `performance.now()`. */
export interface HeldLease extends LeaseTimes {
  askedAtMs: number;
}

/**
 * Runs `work` while a lease is renewed behind it. When the lease is lost, or could not be renewed in time, the work's
 * signal is aborted with `LeaseLost` before anybody else may take it: at no instant do two hold it. It lasts from the moment
 * it was asked for: how much later the database set it is not known here.
 */
export async function whileLeased<T>(
  renew: () => Promise<boolean>,
  { leaseMs, renewEveryMs, askedAtMs }: HeldLease,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  let expiry: NodeJS.Timeout | undefined;
  let endsAtMs = -Infinity;
  const extend = (sinceMs: number): void => {
    const untilMs = sinceMs + leaseMs - renewEveryMs;
    // A renewal that was asked for earlier may be answered later.
    if (untilMs <= endsAtMs) return;
    endsAtMs = untilMs;
    clearTimeout(expiry);
    expiry = setTimeout(() => lost.abort(new LeaseLost()), untilMs - performance.now());
  };
  extend(askedAtMs);
  const beat = setInterval(() => {
    const sinceMs = performance.now();
    renew().then(
      (isOurs) => (isOurs ? extend(sinceMs) : lost.abort(new LeaseLost())),
      // The database is away for a moment: the next beat tries again, until the time is up.
      () => undefined,
    );
  }, renewEveryMs);
  try {
    return await work(AbortSignal.any([outer, lost.signal]));
  } finally {
    clearInterval(beat);
    clearTimeout(expiry);
    // An answer that is still to come must not set it anew.
    endsAtMs = Infinity;
  }
}
