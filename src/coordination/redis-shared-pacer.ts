import { redisScript, RedisUnavailable, type RedisConnection } from '../redis';
import type { PostgresSharedPacer } from './postgres-shared-pacer';
import {
  type PaceGrant,
  type PaceLimits,
  type PaceState,
  REGAINED_PER_SECOND,
  SharedPacer,
  SLOWED_TO,
  SLOWEST,
} from './shared-pacer';

/** A pace that nobody has used for this long is like one that never was. */
const KEPT_MS = 60 * 60_000;
/** A pace nobody has used for so long has nobody who would wait. */
const RESTED_AFTER_MS = 3_000;

/** Milliseconds of the server's own clock, so that all processes agree. `ARGV`: limit per second, burst, slots or pause. */
const PRESENT = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  local limit, burst, amount = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local kept = redis.call('HMGET', KEYS[1], 'nextAt', 'pausedUntil', 'slowed')
  local nextAt, pausedUntil, slowed = tonumber(kept[1]), tonumber(kept[2]) or 0, tonumber(kept[3])
  local rate = limit
  if slowed then rate = math.min(limit, slowed + limit * ${REGAINED_PER_SECOND} * math.max(0, now - pausedUntil) / 1000) end
  local rested = now - burst / limit * 1000
  local function keep(...)
    redis.call('HSET', KEYS[1], ...)
    redis.call('PEXPIRE', KEYS[1], ${KEPT_MS})
  end
  local function exactly(number) return string.format('%.17g', number) end`;

const RESERVE = redisScript(`${PRESENT}
  if nextAt then nextAt = math.max(nextAt, pausedUntil, rested) + amount / rate * 1000
  else nextAt = now + amount / limit * 1000 end
  keep('nextAt', exactly(nextAt))
  return { exactly(nextAt - now), exactly(1000 / rate) }`);

const SPEND = redisScript(`${PRESENT}
  if not nextAt or nextAt <= now - ${RESTED_AFTER_MS} then return 0 end
  local spent = math.min(math.max(nextAt, rested) + amount / rate * 1000, now + 1000)
  keep('nextAt', exactly(math.max(nextAt, spent)))
  return 1`);

const SLOW_DOWN = redisScript(`${PRESENT}
  if not nextAt then slowed = limit * ${SLOWED_TO}
  elseif pausedUntil <= now or not slowed then slowed = math.max(limit * ${SLOWEST}, rate * ${SLOWED_TO}) end
  pausedUntil = math.max(pausedUntil, now + amount)
  nextAt = math.max(nextAt or 0, now + amount)
  keep('nextAt', exactly(nextAt), 'pausedUntil', exactly(pausedUntil), 'slowed', exactly(slowed))
  return { exactly(slowed), exactly(pausedUntil - now) }`);

const READ = redisScript(`${PRESENT}
  return { exactly(rate), exactly(math.max(0, pausedUntil - now)) }`);

/**
 * A pace is one hash in Redis. While Redis is away, the pace in the database goes on: from its burst, but with the pauses
 * that were reported meanwhile. A process that alone is cut off uses that one beside the others'.
 */
export class RedisSharedPacer extends SharedPacer {
  constructor(
    private readonly redis: RedisConnection,
    private readonly fallback: PostgresSharedPacer,
  ) {
    super();
  }

  reserve(pace: string, slots: number, limits: PaceLimits): Promise<PaceGrant> {
    return this.inRedisOr(
      async () => {
        const [endMs, intervalMs] = await this.evaluate(RESERVE, pace, slots, limits);
        return { firstInMs: endMs - slots * intervalMs, intervalMs };
      },
      () => this.fallback.reserve(pace, slots, limits),
    );
  }

  spend(pace: string, slots: number, limits: PaceLimits): Promise<void> {
    return this.inRedisOr(
      async () => void (await this.redis.runScript(SPEND, [this.keyOf(pace)], valuesOf(slots, limits))),
      () => this.fallback.spend(pace, slots, limits),
    );
  }

  async slowDown(pace: string, pauseMs: number, limits: PaceLimits): Promise<PaceState> {
    // Rare, and known to both: should one of them be lost now, the other keeps the pause.
    const inDatabase = this.fallback.slowDown(pace, pauseMs, limits);
    inDatabase.catch(() => undefined);
    return this.inRedisOr(
      async () => toState(await this.evaluate(SLOW_DOWN, pace, pauseMs, limits)),
      () => inDatabase,
    );
  }

  read(pace: string, limits: PaceLimits): Promise<PaceState> {
    return this.inRedisOr(
      async () => toState(await this.evaluate(READ, pace, 0, limits)),
      () => this.fallback.read(pace, limits),
    );
  }

  private async inRedisOr<T>(inRedis: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    try {
      return await inRedis();
    } catch (error) {
      if (error instanceof RedisUnavailable) return otherwise();
      throw error;
    }
  }

  private async evaluate(
    script: typeof RESERVE,
    pace: string,
    amount: number,
    limits: PaceLimits,
  ): Promise<[number, number]> {
    const [first, second] = (await this.redis.runScript(
      script,
      [this.keyOf(pace)],
      valuesOf(amount, limits),
    )) as string[];
    return [Number(first), Number(second)];
  }

  private keyOf(pace: string): string {
    return this.redis.key('pace', pace);
  }
}

const valuesOf = (amount: number, { perSecond, burst }: PaceLimits): number[] => [perSecond, burst, amount];

const toState = ([perSecond, pausedMs]: [number, number]): PaceState => ({ perSecond, pausedMs });
