/** What is said of a set of durations. Milliseconds; all zero when there were none. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** The nearest-rank percentiles of durations in milliseconds; they need no order. */
export function summarise(durationsMs: readonly number[]): Latencies {
  const sorted = [...durationsMs].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export const median = (figures: readonly number[]): number => summarise(figures).p50;
