import { LeaseLost } from '../orders.errors';

export interface LeaseTimes {
  /** How long the lease lasts from each renewal. */
  leaseMs: number;
  renewEveryMs: number;
}

/**
 * Runs `work` while a lease is renewed behind it. When the lease is lost, or could not be renewed in time, the work's
 * signal is aborted with `LeaseLost` before anybody else may take it: at no instant do two hold it.
 */
export async function whileLeased<T>(
  renew: () => Promise<boolean>,
  { leaseMs, renewEveryMs }: LeaseTimes,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  let expiry = scheduleExpiry();
  const beat = setInterval(() => {
    renew().then(
      (isOurs) => {
        if (!isOurs) return lost.abort(new LeaseLost());
        clearTimeout(expiry);
        expiry = scheduleExpiry();
      },
      // The database is away for a moment: the next beat tries again, until the time is up.
      () => undefined,
    );
  }, renewEveryMs);
  try {
    return await work(AbortSignal.any([outer, lost.signal]));
  } finally {
    clearInterval(beat);
    clearTimeout(expiry);
  }

  function scheduleExpiry(): NodeJS.Timeout {
    return setTimeout(() => lost.abort(new LeaseLost()), leaseMs - renewEveryMs);
  }
}
