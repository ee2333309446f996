/** Length assumed for a recording that does not tell it: a typical voice note. Seconds. */
const TYPICAL_AUDIO_SECONDS = 20;

export interface QueueState {
  /** Milliseconds that each running transcription is expected to need still. */
  readonly runningRemainingMs: readonly number[];
  /** Lengths of the waiting recordings, first in line first; `null` when unknown. Seconds. */
  readonly waitingAudioSeconds: readonly (number | null)[];
  /** Transcriptions at once, at least 1. */
  readonly workers: number;
  /** Processing seconds per second of audio. */
  readonly realTimeFactor: number;
  /** Milliseconds that each takes beside the processing. Default 0. */
  readonly overheadMs?: number;
}

/**
 * For each waiting recording, milliseconds until its work begins: first come first served, each to the worker that is
 * free first.
 */
export function estimateWaitsMs(queue: QueueState): number[] {
  const idle = Math.max(0, queue.workers - queue.runningRemainingMs.length);
  const freeAt = [...queue.runningRemainingMs.map((ms) => Math.max(0, ms)), ...new Array<number>(idle).fill(0)];
  return queue.waitingAudioSeconds.map((audioSeconds) => {
    const soonest = Math.min(...freeAt);
    const processingMs = (audioSeconds ?? TYPICAL_AUDIO_SECONDS) * queue.realTimeFactor * 1000;
    const workMs = processingMs + (queue.overheadMs ?? 0);
    freeAt[freeAt.indexOf(soonest)] = soonest + workMs;
    return Math.round(soonest);
  });
}
