import { tooManyRequests } from '../bot-api/api-error';
import {
  type BucketSettings,
  type FloodCounters,
  type FloodPreset,
  type FloodSettings,
  type SettingsPatch,
} from '../control/contract';
import { type Chat } from '../world/chat';
import { type BucketState, take, waitFor } from './token-bucket';

/** What is publicly known of the real limits: 30/s overall, 1/s per chat with short bursts, 20/min per group, 1000/s when paid. */
const PUBLIC: FloodSettings = {
  enabled: true,
  overall: { perSecond: 30, burst: 30 },
  perChat: { perSecond: 1, burst: 5 },
  perGroup: { perSecond: 20 / 60, burst: 20 },
  paid: { perSecond: 1_000, burst: 1_000 },
  penaltyFactor: 2,
  maxRetryAfterSeconds: 600,
};

export const FLOOD_PRESETS: Record<FloodPreset, FloodSettings> = { off: { ...PUBLIC, enabled: false }, public: PUBLIC };

type Scope = 'overall' | 'paid' | 'perChat' | 'perGroup';

interface Limit extends BucketState {
  /** Set while a `retry_after` given out is running. */
  blockedUntil: number;
  lastRetryAfterSeconds: number;
}

/** Idle limits are dropped when there are more than this. */
const SWEEP_ABOVE = 20_000;

/** The limits on how fast bots may send, per bot and per chat, and the penalty for not listening. */
export class FloodControl {
  private limits = new Map<string, Limit>();
  private sweepAbove = SWEEP_ABOVE;
  readonly counters: FloodCounters = {
    passed: 0,
    refusedOverall: 0,
    refusedPerChat: 0,
    refusedPerGroup: 0,
    ignoredRetryAfter: 0,
  };

  constructor(private current: FloodSettings) {}

  get settings(): FloodSettings {
    return this.current;
  }

  /** A preset, or single settings on top of the current ones; everybody begins with full buckets. */
  change(patch: NonNullable<SettingsPatch['flood']>): void {
    this.current = mergeFlood(this.current, patch);
    this.reset();
  }

  reset(): void {
    this.limits.clear();
    Object.assign(this.counters, {
      passed: 0,
      refusedOverall: 0,
      refusedPerChat: 0,
      refusedPerGroup: 0,
      ignoredRetryAfter: 0,
    });
  }

  /**
   * Takes `count` messages out of the buckets they fall under, all or nothing.
   * @throws ApiError 429 with `retry_after`.
   */
  pass(botId: number, chat: Chat, count: number, paid: boolean): void {
    if (!this.current.enabled) {
      this.counters.passed += count;
      return;
    }
    const now = Date.now();
    const chatScope: Scope = chat.type === 'group' || chat.type === 'supergroup' ? 'perGroup' : 'perChat';
    const buckets = [
      this.bucket(paid ? 'paid' : 'overall', `${botId}${paid ? ':paid' : ''}`),
      this.bucket(chatScope, `${botId}:${chat.id}`),
    ] as const;
    for (const { scope, limit, settings } of buckets) this.refuseIfEmpty(scope, limit, settings, count, now);
    for (const { limit, settings } of buckets) {
      take(limit, settings, count, now);
      limit.lastRetryAfterSeconds = 0;
    }
    this.counters.passed += count;
    if (this.limits.size > this.sweepAbove) this.sweep(now);
  }

  private bucket(scope: Scope, key: string): { scope: Scope; limit: Limit; settings: BucketSettings } {
    let limit = this.limits.get(key);
    if (!limit) {
      limit = { fullAt: 0, blockedUntil: 0, lastRetryAfterSeconds: 0 };
      this.limits.set(key, limit);
    }
    return { scope, limit, settings: this.current[scope] };
  }

  private refuseIfEmpty(scope: Scope, limit: Limit, settings: BucketSettings, count: number, now: number): void {
    const ignored = now < limit.blockedUntil;
    const waitMs = waitFor(limit, settings, count, now);
    if (!ignored && waitMs === 0) return;
    let seconds = Math.max(1, Math.ceil(waitMs / 1_000));
    if (ignored) {
      this.counters.ignoredRetryAfter++;
      seconds = Math.max(seconds, Math.ceil(limit.lastRetryAfterSeconds * this.current.penaltyFactor));
    }
    seconds = Math.min(seconds, this.current.maxRetryAfterSeconds);
    limit.lastRetryAfterSeconds = seconds;
    limit.blockedUntil = now + seconds * 1_000;
    this.counters[
      scope === 'perChat' ? 'refusedPerChat' : scope === 'perGroup' ? 'refusedPerGroup' : 'refusedOverall'
    ]++;
    throw tooManyRequests(seconds);
  }

  private sweep(now: number): void {
    for (const [key, limit] of this.limits) {
      if (limit.fullAt <= now && limit.blockedUntil <= now) this.limits.delete(key);
    }
    this.sweepAbove = Math.max(SWEEP_ABOVE, this.limits.size * 2);
  }
}

/** Settings with a preset or a patch applied. */
export function mergeFlood(current: FloodSettings, patch: NonNullable<SettingsPatch['flood']>): FloodSettings {
  if (typeof patch === 'string') return FLOOD_PRESETS[patch];
  return { ...current, enabled: true, ...patch };
}
