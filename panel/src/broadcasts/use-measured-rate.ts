import { useState } from 'react';
import { useLive, useOnLive } from '../api/live';
import type { Broadcast } from '../api/types';

/** The rate is what happened in so much time. */
const WINDOW_MS = 15_000;

interface Sample {
  readonly at: number;
  readonly settled: number;
}

const settledOf = ({ total, open }: Broadcast['counts']): number => total - open;

/** People settled in a second: lately while it runs, on the whole when it is over. Undefined until that can be told. */
export function useMeasuredRate({ id, status, counts, startedAt, endedAt }: Broadcast): number | undefined {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const shown = useLive('broadcasts')?.find((moving) => moving.id === id);
  useOnLive('broadcasts', () => {
    const at = performance.now();
    if (shown?.status !== 'running') setSamples([]);
    else
      setSamples((before) => [
        ...before.filter((sample) => at - sample.at < WINDOW_MS),
        { at, settled: settledOf(shown.counts) },
      ]);
  });
  if (status === 'finished' && startedAt && endedAt) {
    const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000;
    return seconds > 0 ? settledOf(counts) / seconds : undefined;
  }
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < 1_000 || last.settled <= first.settled) return undefined;
  return ((last.settled - first.settled) / (last.at - first.at)) * 1_000;
}
