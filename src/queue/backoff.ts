/** However often something failed, it is tried again within this time. */
const LONGEST_PAUSE_MS = 15 * 60_000;
/** Part of a pause that is left to chance, so that jobs which failed together don't come back together. */
const JITTER = 0.3;

/**
 * Milliseconds until the next attempt: `firstMs` × `base`^(failures − 1), less up to 30 % by chance, at most 15 minutes. An error that says how long
 * to wait (`retryAfterSeconds`) is obeyed when that is longer.
 */
export function backoffMs(
  failures: number,
  firstMs: number,
  base: number,
  error: unknown,
  random: () => number = Math.random,
): number {
  const grown = Math.min(firstMs * base ** (failures - 1), LONGEST_PAUSE_MS);
  const { retryAfterSeconds } = (error ?? {}) as { retryAfterSeconds?: unknown };
  const asked = typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1_000 : 0;
  return Math.round(Math.max(grown * (1 - JITTER * random()), asked));
}
