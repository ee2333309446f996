export interface GrowingPause {
  /** After the first failure. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** Growth per failure. */
  readonly base: number;
}

/**
 * The pause after `failures` (1 or more) in a row: grown by `base` each time, and by chance between a half and the whole of
 * that, so that what failed together does not come back together.
 */
export function growingPauseMs(
  failures: number,
  { firstMs, longestMs, base }: GrowingPause,
  random: () => number = Math.random,
): number {
  const grown = Math.min(longestMs, firstMs * base ** (failures - 1));
  return Math.round(grown * (0.5 + random() / 2));
}
