import type { CallOutcome } from '../../../src/control/contract';

export const OUTCOME_TEXTS: Record<CallOutcome, string> = {
  ok: 'ok',
  refused: 'refused',
  flood: 'flood',
  fault: 'fault',
};

/** `4 ms`, `1.2 s`. */
export function formatLatency(ms: number): string {
  if (ms < 1) return '<1 ms';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

const stamp = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Unix milliseconds as a time of day, to the second. */
export function formatStamp(at: number): string {
  return stamp.format(at);
}

/** Parameters are recorded in short and may be cut; what is whole JSON is laid out. */
export function layOut(summary: string): string {
  try {
    return JSON.stringify(JSON.parse(summary), null, 2);
  } catch {
    return summary;
  }
}
