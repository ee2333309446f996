import { estimateWaitsMs } from '../progress/wait-estimate';
import { isTaken, type RequestState } from './request-state';
import type { VoiceKind } from './voice-request';

/** One open request, as the whole line is looked at. */
export interface QueuedRequest {
  readonly id: number;
  readonly userId: number;
  readonly chatId: number;
  readonly state: RequestState;
  readonly claim: string | null;
  readonly kind: VoiceKind;
  readonly fileUniqueId: string;
  readonly durationSeconds: number | null;
  readonly announced: boolean;
  readonly statusMessageId: number | null;
  readonly shownPosition: number | null;
  readonly createdAt: Date;
  /** Since it was taken out of the line; `null` while it waits. */
  readonly runningMs: number | null;
}

/** What is expected of a run. */
export interface Pace {
  /** Processing seconds per second of audio. */
  readonly realTimeFactor: number;
  /** Milliseconds beside the processing. */
  readonly overheadMs: number;
}

export interface Standing {
  /** From 1 for who is next; 0 while it is worked. Requests for the same recording stand at the same place. */
  readonly position: number;
  /** Milliseconds until its work begins. */
  readonly waitMs: number;
}

/** Where each open request stands. `requests`: all of them, first come first. */
export function viewQueue(
  requests: readonly QueuedRequest[],
  { workers, pace }: { workers: number; pace: Pace },
): Map<number, Standing> {
  const runs = firstOfEach(
    requests.filter(({ state }) => isTaken(state)),
    ({ claim }) => claim ?? '',
  );
  const line = firstOfEach(
    requests.filter(({ state }) => state === 'waiting'),
    ({ fileUniqueId }) => fileUniqueId,
  );
  const waits = estimateWaitsMs({
    runningRemainingMs: runs.map(({ durationSeconds, runningMs }) => workMs(durationSeconds, pace) - (runningMs ?? 0)),
    waitingAudioSeconds: line.map(({ durationSeconds }) => durationSeconds),
    workers,
    ...pace,
  });
  const standings = new Map(
    line.map(({ fileUniqueId }, index) => [fileUniqueId, { position: index + 1, waitMs: waits[index] ?? 0 }]),
  );
  return new Map(
    requests.map(({ id, state, fileUniqueId }) => [
      id,
      (state === 'waiting' ? standings.get(fileUniqueId) : undefined) ?? { position: 0, waitMs: 0 },
    ]),
  );
}

function workMs(durationSeconds: number | null, { realTimeFactor, overheadMs }: Pace): number {
  return (durationSeconds ?? 0) * realTimeFactor * 1000 + overheadMs;
}

function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const isFirst = !seen.has(keyOf(item));
    seen.add(keyOf(item));
    return isFirst;
  });
}
