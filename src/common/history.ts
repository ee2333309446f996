/** One thing that happened to a person, for those who help them. Ids and states, never what they typed. */
export interface HistoryEvent {
  readonly at: Date;
  /** `<area>.<what>`, for example `order.created`. */
  readonly kind: string;
  /** Facts to show: ids, states, titles of our own things. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** Asks for what happened before a moment, newest first. */
export interface HistoryRequest {
  readonly userId: number;
  readonly before: Date;
  /** 1 to 100. */
  readonly limit: number;
}

/** A number for each day that had any; days are UTC, as `YYYY-MM-DD`. */
export interface DailyCount {
  readonly day: string;
  readonly count: number;
}

/** Days from `from` up to and including `to`, as `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}
