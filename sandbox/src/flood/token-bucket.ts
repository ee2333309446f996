import { type BucketSettings } from '../control/contract';

/**
 * One bucket's state as a single number: the moment at which it will be full again. Nothing has to be refilled by a timer, and a bucket
 * whose moment has passed is the same as one that never was.
 */
export interface BucketState {
  fullAt: number;
}

/** Milliseconds until `count` tokens are there; 0 when they are. Takes nothing. */
export function waitFor(state: BucketState, settings: BucketSettings, count: number, now: number): number {
  const perTokenMs = 1_000 / settings.perSecond;
  const missingMs = Math.max(0, state.fullAt - now);
  // More than the bucket holds can only be had from a full one.
  const neededMs = Math.min(count, settings.burst) * perTokenMs;
  return Math.max(0, missingMs + neededMs - settings.burst * perTokenMs);
}

export function take(state: BucketState, settings: BucketSettings, count: number, now: number): void {
  state.fullAt = Math.max(state.fullAt, now) + (count * 1_000) / settings.perSecond;
}
