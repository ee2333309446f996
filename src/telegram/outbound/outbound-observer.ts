import { type Lane } from '../telegram-gateway';

export const callOutcomes = [
  'ok',
  'rate-limited',
  'unreachable',
  'rejected',
  'too-big',
  'transient',
  'aborted',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** One finished call, whatever it took. Holds nothing people typed and no ids: every field is fit for a metric's label. */
export interface FinishedCall {
  readonly method: string;
  readonly lane: Lane;
  readonly outcome: CallOutcome;
  /** From being asked to being over, waiting and quick retries included. */
  readonly durationMs: number;
  /** The part of it spent waiting for permission. */
  readonly waitedMs: number;
  readonly attempts: number;
}

/** Hears of everything that is said to Telegram, for metrics and logs. Must not throw and should not take long. */
export abstract class OutboundObserver {
  abstract callFinished(call: FinishedCall): void;
  /** Telegram answered 429. Called for each such answer, also when the call succeeds afterwards. */
  abstract rateLimited(refusal: { method: string; lane: Lane; retryAfterSeconds: number }): void;
}
