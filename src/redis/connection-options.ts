import type { RedisOptions } from 'ioredis';
import type { RedisConfig } from '../config';

const CONNECT_TIMEOUT_MS = 5_000;
/** Pauses between attempts to connect: 100 ms, growing twofold to this. */
const LONGEST_PAUSE_MS = 2_000;
const KEEPALIVE_MS = 10_000;

/** What every connection to Redis has in common, whoever opens it: where to, and never giving up. */
export function connectionOptions({ host, port, db, username, password, tls }: RedisConfig) {
  return {
    host,
    port,
    db,
    username,
    password,
    ...(tls ? { tls: {} } : {}),
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepAlive: KEEPALIVE_MS,
    retryStrategy: (attempts: number) => pauseBeforeAttempt(attempts),
  } satisfies RedisOptions;
}

/** Milliseconds before the next attempt to connect, a part of them left to chance so that processes don't come back as one. */
export function pauseBeforeAttempt(attempts: number, random: () => number = Math.random): number {
  const grown = Math.min(LONGEST_PAUSE_MS, 50 * 2 ** Math.min(attempts, 10));
  return Math.round(grown * (0.7 + 0.3 * random()));
}
