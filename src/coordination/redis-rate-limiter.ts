import { MicroBatcher } from '../database';
import { redisScript, RedisUnavailable, type RedisConnection } from '../redis';
import type { PostgresRateLimiter } from './postgres-rate-limiter';
import { RateLimiter, type RateVerdict } from './rate-limiter';

interface Action {
  readonly scope: string;
  readonly subject: string;
  readonly windowMs: number;
}

/** Counts each key once, in order; a key's window begins with its first action. Answers count and rest of the window, pair by pair. */
const COUNT = redisScript(`
  local verdicts = {}
  for i, key in ipairs(KEYS) do
    local count = redis.call('INCR', key)
    if count == 1 then redis.call('PEXPIRE', key, ARGV[i]) end
    verdicts[2 * i - 1] = count
    verdicts[2 * i] = redis.call('PTTL', key)
  end
  return verdicts`);

/**
 * Fixed windows in Redis, each begun by its first action. While Redis is away the database counts, from nothing: whoever acts
 * across such a change may take up to twice as many actions in that one window, and nobody is refused for lack of a counter.
 */
export class RedisRateLimiter extends RateLimiter {
  private readonly batcher = new MicroBatcher<Action, RateVerdict>((actions) => this.countAll(actions));

  constructor(
    private readonly redis: RedisConnection,
    private readonly fallback: PostgresRateLimiter,
  ) {
    super();
  }

  count(scope: string, subject: string, windowMs: number): Promise<RateVerdict> {
    return this.batcher.call({ scope, subject, windowMs });
  }

  /** Redis forgets its windows by itself; those counted while it was away are in the database. */
  removeExpired(): Promise<number> {
    return this.fallback.removeExpired();
  }

  private async countAll(actions: readonly Action[]): Promise<RateVerdict[]> {
    try {
      return await this.countInRedis(actions);
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
      return Promise.all(actions.map(({ scope, subject, windowMs }) => this.fallback.count(scope, subject, windowMs)));
    }
  }

  private async countInRedis(actions: readonly Action[]): Promise<RateVerdict[]> {
    const keys = actions.map(({ scope, subject, windowMs }) => this.redis.key('rate', scope, windowMs, subject));
    const windows = actions.map(({ windowMs }) => windowMs);
    const figures = (await this.redis.runScript(COUNT, keys, windows)) as number[];
    return actions.map((_action, i) => ({ count: figures[2 * i] ?? 1, resetMs: Math.max(0, figures[2 * i + 1] ?? 0) }));
  }
}
