/** How fast something may be done at most, over all processes together. */
export interface PaceLimits {
  readonly perSecond: number;
  /** Slots that a rested pace gives at once; time that passed unused beyond that is lost. */
  readonly burst: number;
}

/**
 * Slots in a row: the first may be used in `firstInMs` (already, when that is negative), each other `intervalMs` after the
 * one before it.
 */
export interface PaceGrant {
  readonly firstInMs: number;
  readonly intervalMs: number;
}

/** What an operator wants to know of a pace. */
export interface PaceState {
  /** The present rate: below the limit for a while after `slowDown`. */
  readonly perSecond: number;
  /** Milliseconds until the pause ends; 0 when there is none. */
  readonly pausedMs: number;
}

/**
 * One pace for all processes. Slots are handed out in small batches, so that a thousand a second cost some twenty
 * statements. Times are relative: no two machines' clocks are compared.
 *
 * The pace adapts. `slowDown` pauses it for everybody and lowers the rate by a fifth, once for each pause however many
 * report it; every second without another report gives back a fiftieth of the limit.
 */
export abstract class SharedPacer {
  /** Reserves `slots` slots in a row. Slots that are not used in the end are lost. */
  abstract reserve(pace: string, slots: number, limits: PaceLimits): Promise<PaceGrant>;

  /**
   * Takes `slots` slots for something that was done without waiting: others wait for it. Does nothing while nobody has used
   * the pace for some seconds. Never puts the others more than a second behind.
   */
  abstract spend(pace: string, slots: number, limits: PaceLimits): Promise<void>;

  /** Gives nobody a slot for `pauseMs`, and slots more slowly afterwards. Slots reserved before are still valid. */
  abstract slowDown(pace: string, pauseMs: number, limits: PaceLimits): Promise<PaceState>;

  abstract read(pace: string, limits: PaceLimits): Promise<PaceState>;
}

/** What a report of "too fast" leaves of the rate. */
export const SLOWED_TO = 0.8;
/** Share of the limit that comes back with every second. */
export const REGAINED_PER_SECOND = 0.02;
/** However often it is slowed, a pace keeps this share of its limit. */
export const SLOWEST = 0.05;
