/** Expected before anything was measured: a third of the recording's length. */
export const STARTING_REAL_TIME_FACTOR = 0.3;
/** Weight of a new measurement: about the last ten count. */
const WEIGHT = 0.2;
/** Shorter recordings measure the overhead, not the pace. Seconds. */
const SHORTEST_MEASURED_SECONDS = 1;
/** No measurement may move the estimate out of what machines can do. */
const BOUNDS = { least: 0.001, most: 20 };
/** Engines and models come from the settings, so there are few; this only bounds the memory of a mistake. */
const MOST_ENTRIES = 100;

/** Processing seconds per second of audio, learned per engine and model as an exponential moving average. */
export class RealTimeFactors {
  private readonly factors = new Map<string, number>();

  /** Takes up what was learned before a restart; entries that make no sense are left out. */
  constructor(learned: Iterable<readonly [key: string, factor: number]> = []) {
    for (const [key, factor] of learned) {
      if (factor >= BOUNDS.least && factor <= BOUNDS.most) this.remember(key, factor);
    }
  }

  expected(engine: string, model: string): number {
    return this.factors.get(keyOf(engine, model)) ?? STARTING_REAL_TIME_FACTOR;
  }

  /** Learns from a finished transcription. Very short recordings are ignored. */
  learn(measured: { engine: string; model: string; audioSeconds: number; processingMs: number }): void {
    if (measured.audioSeconds < SHORTEST_MEASURED_SECONDS) return;
    const factor = measured.processingMs / 1000 / measured.audioSeconds;
    const bounded = Math.min(Math.max(factor, BOUNDS.least), BOUNDS.most);
    const before = this.expected(measured.engine, measured.model);
    this.remember(keyOf(measured.engine, measured.model), before + WEIGHT * (bounded - before));
  }

  /** What was learned so far, to be handed to the constructor after a restart. */
  entries(): (readonly [key: string, factor: number])[] {
    return [...this.factors];
  }

  private remember(key: string, factor: number): void {
    if (this.factors.size >= MOST_ENTRIES && !this.factors.has(key)) return;
    this.factors.set(key, factor);
  }
}

function keyOf(engine: string, model: string): string {
  return `${engine}/${model}`;
}
