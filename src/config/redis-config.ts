import type { Environment } from './app-config.schema';

export interface RedisConfig {
  host: string;
  port: number;
  /** The numbered database of the server. */
  db: number;
  username?: string;
  password?: string;
  /** Whether the connection is encrypted (`rediss://`). */
  tls: boolean;
  /** Begins every key. Made of the bot's id, so that several bots share one Redis without meeting each other. */
  keyPrefix: string;
}

/** The Redis of this environment, or `null` when none is named. */
export function redisSection(env: Environment): RedisConfig | null {
  const keyPrefix = `bellhop:${env.BOT_TOKEN.split(':')[0]}:`;
  if (env.REDIS_URL) return { ...readUrl(env.REDIS_URL), keyPrefix };
  if (!env.REDIS_HOST) return null;
  const { REDIS_HOST: host, REDIS_PORT: port, REDIS_DB: db, REDIS_PASSWORD: password } = env;
  return { host, port, db, password, tls: false, keyPrefix };
}

function readUrl(text: string): Omit<RedisConfig, 'keyPrefix'> {
  const { protocol, hostname, port, username, password, pathname } = new URL(text);
  return {
    // An IPv6 address stands in brackets in a URL only.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    tls: protocol === 'rediss:',
  };
}
