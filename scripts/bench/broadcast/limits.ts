import type { FloodSettings } from '../../../sandbox/src/control/contract';
import type { PeerStrategy } from './contract';

/** What every call waits at the sandbox, as on the way to Telegram and back. */
export const LATENCY_MS = 50;

/** One of the limits that the sandbox enforces, and what is asked of a broadcast under it. */
export interface Limit {
  /** Messages a second. */
  readonly rate: number;
  /** What the server takes at once after a rest. */
  readonly burst: number;
  /** By `allow_paid_broadcast`. */
  readonly paid: boolean;
  /** Share of the limit. */
  readonly goal: number;
  /** People who write to the bot meanwhile; a short run needs more of them for a percentile. */
  readonly askers: number;
  /** So many recipients make each peer's share steady: it is the rest that grows with them, not the burst. */
  readonly peers: Readonly<Record<PeerStrategy, number>>;
}

export const limits = {
  '30': {
    rate: 30,
    burst: 30,
    paid: false,
    goal: 0.99,
    askers: 2,
    peers: { 'one by one': 900, 'grammY auto-retry': 900, 'grammY throttler': 900 },
  },
  '60': {
    rate: 60,
    burst: 60,
    paid: false,
    goal: 0.99,
    askers: 2,
    peers: { 'one by one': 900, 'grammY auto-retry': 1_800, 'grammY throttler': 1_800 },
  },
  '1000': {
    rate: 1000,
    burst: 100,
    paid: true,
    goal: 0.95,
    askers: 8,
    peers: { 'one by one': 900, 'grammY auto-retry': 6_000, 'grammY throttler': 6_000 },
  },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof limits;

/** (N − burst) / R / seconds. */
export const shareOf = (count: number, seconds: number, { rate, burst }: Limit): number =>
  (count - burst) / rate / seconds;

export function floodOf({ rate, burst, paid }: Limit): Partial<FloodSettings> {
  const bucket = { perSecond: rate, burst };
  return { enabled: true, ...(paid ? { paid: bucket } : { overall: bucket }) };
}
