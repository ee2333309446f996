/** Expected before anything was measured: a third of the recording's length. */
export const STARTING_REAL_TIME_FACTOR = 0.3;
const STARTING_OVERHEAD_MS = 300;
/** Weight of a new measurement once there are some: about the last ten count. */
const LEAST_WEIGHT = 0.2;
/** Shorter recordings measure the overhead, not the pace. Seconds. */
const SHORTEST_MEASURED_SECONDS = 1;
/** No measurement may move the estimate out of what machines can do. */
const FACTOR_BOUNDS = { least: 0.001, most: 20 };
const MOST_OVERHEAD_MS = 60_000;

/** How fast an engine works with a model. */
export interface LearnedPace {
  /** Processing seconds per second of audio. */
  readonly realTimeFactor: number;
  /** Milliseconds that a run takes beside the processing. */
  readonly overheadMs: number;
  readonly measurements: number;
}

export interface MeasuredRun {
  readonly audioSeconds: number;
  readonly processingMs: number;
  /** From being taken out of the line to the text being handed out. */
  readonly totalMs: number;
}

export const startingPace: LearnedPace = {
  realTimeFactor: STARTING_REAL_TIME_FACTOR,
  overheadMs: STARTING_OVERHEAD_MS,
  measurements: 0,
};

/**
 * Learns from a finished run: the first measurements are averaged, later ones move the estimate by a fifth of the way.
 * Very short recordings teach nothing.
 */
export function learnPace(before: LearnedPace, measured: MeasuredRun): LearnedPace {
  if (measured.audioSeconds < SHORTEST_MEASURED_SECONDS) return before;
  const weight = Math.max(LEAST_WEIGHT, 1 / (before.measurements + 1));
  const towards = (from: number, to: number): number => from + weight * (to - from);
  const factor = measured.processingMs / 1000 / measured.audioSeconds;
  const overheadMs = measured.totalMs - measured.processingMs;
  return {
    realTimeFactor: towards(before.realTimeFactor, clamp(factor, FACTOR_BOUNDS.least, FACTOR_BOUNDS.most)),
    overheadMs: towards(before.overheadMs, clamp(overheadMs, 0, MOST_OVERHEAD_MS)),
    measurements: before.measurements + 1,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
