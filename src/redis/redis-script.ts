import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script. Everything it does happens at one instant for everybody else. */
export interface RedisScript {
  readonly lua: string;
  readonly sha1: string;
}

export const redisScript = (lua: string): RedisScript => ({
  lua,
  sha1: createHash('sha1').update(lua).digest('hex'),
});

/** Runs a script by its hash, and sends its text only to a server that has not seen it since its start. */
export async function evaluate(
  client: Redis,
  { lua, sha1 }: RedisScript,
  keys: readonly string[],
  values: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await client.evalsha(sha1, keys.length, ...keys, ...values);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return client.eval(lua, keys.length, ...keys, ...values);
  }
}
