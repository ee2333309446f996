import { progressBar } from './progress-bar';

/** People's progress message is edited at most this often. Milliseconds. */
export const EDIT_EVERY_MS = 5_000;
/** Only the result itself is 100 %. */
const MOST_PERCENT = 99;
/** Up to here the estimate is taken at its word; work that takes longer creeps on from here. */
const ESTIMATE_IS_TRUSTED_TO = 0.9;
/** An engine's report is extrapolated only when it covers enough for a rate. Seconds of audio. */
const ENOUGH_PROCESSED_SECONDS = 1;

/** What is known about a running transcription. */
export interface WorkState {
  readonly startedAtMs: number;
  /** Length of the recording, in seconds; `null` when unknown. */
  readonly audioSeconds: number | null;
  /** Processing seconds per second of audio that are expected of this engine and model. */
  readonly realTimeFactor: number;
  /** The latest the engine said of itself, and when. */
  readonly reported: { readonly processedSeconds: number; readonly atMs: number } | null;
}

/** What the message says. Equal views make equal messages. */
export interface ProgressView {
  /** 0 to 99. */
  readonly percent: number;
  readonly bar: string;
  readonly elapsedSeconds: number;
  /** At least 1; `null` when there is nothing to go by. */
  readonly remainingSeconds: number | null;
}

/** What was shown last, and when; `view` is `null` before the first edit. */
export interface ShownProgress {
  readonly view: ProgressView | null;
  readonly atMs: number;
}

export type EditDecision =
  | { readonly kind: 'edit'; readonly view: ProgressView }
  /** Nothing to send now; ask again in `recheckMs`. */
  | { readonly kind: 'wait'; readonly recheckMs: number };

/**
 * Decides whether the progress message is edited now: five seconds after the last edit and never earlier, not while
 * Telegram has asked for a pause, and not when it would say the same again. Pure: time comes in as a number.
 */
export function decideEdit(
  work: WorkState,
  shown: ShownProgress,
  nowMs: number,
  telegramPausedUntilMs: number | null = null,
): EditDecision {
  const allowedAtMs = Math.max(shown.atMs + EDIT_EVERY_MS, telegramPausedUntilMs ?? 0);
  if (nowMs < allowedAtMs) return { kind: 'wait', recheckMs: allowedAtMs - nowMs };
  const view = viewProgress(work, shown.view, nowMs);
  if (shown.view && isSame(view, shown.view)) return { kind: 'wait', recheckMs: EDIT_EVERY_MS };
  return { kind: 'edit', view };
}

/** How far the work is. Never behind what was shown before, and never done before it is. */
export function viewProgress(work: WorkState, before: ProgressView | null, nowMs: number): ProgressView {
  const elapsedSeconds = Math.max(0, nowMs - work.startedAtMs) / 1000;
  const estimatedTotal = estimateTotalSeconds(work);
  const share = Math.max(shareReported(work), estimatedTotal === null ? 0 : trust(elapsedSeconds / estimatedTotal));
  const percent = Math.max(Math.min(Math.floor(share * 100), MOST_PERCENT), before?.percent ?? 0);
  return {
    percent,
    bar: progressBar(percent),
    elapsedSeconds: Math.floor(elapsedSeconds),
    remainingSeconds: estimatedTotal === null ? null : Math.max(1, Math.ceil(estimatedTotal - elapsedSeconds)),
  };
}

/** The engine's own pace when it tells one, otherwise the learned factor. */
function estimateTotalSeconds({ audioSeconds, realTimeFactor, reported, startedAtMs }: WorkState): number | null {
  if (audioSeconds === null || audioSeconds <= 0) return null;
  if (reported && reported.processedSeconds >= ENOUGH_PROCESSED_SECONDS) {
    const spent = (reported.atMs - startedAtMs) / 1000;
    const left = Math.max(0, audioSeconds - reported.processedSeconds);
    return spent + left * (spent / reported.processedSeconds);
  }
  return audioSeconds * realTimeFactor;
}

function shareReported({ audioSeconds, reported }: WorkState): number {
  return reported && audioSeconds ? reported.processedSeconds / audioSeconds : 0;
}

/** An estimate that is overrun slows down towards the end instead of standing at it. */
function trust(share: number): number {
  if (share <= ESTIMATE_IS_TRUSTED_TO) return share;
  const overrun = share - ESTIMATE_IS_TRUSTED_TO;
  return ESTIMATE_IS_TRUSTED_TO + (1 - ESTIMATE_IS_TRUSTED_TO) * (overrun / (overrun + 1));
}

function isSame(left: ProgressView, right: ProgressView): boolean {
  return (
    left.percent === right.percent &&
    left.elapsedSeconds === right.elapsedSeconds &&
    left.remainingSeconds === right.remainingSeconds
  );
}
