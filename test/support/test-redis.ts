import { randomInt } from 'node:crypto';
import { Redis } from 'ioredis';
import { findRedisServer, RedisServer } from './redis-server';

/** `describe`, or `describe.skip` where there is no Redis: the test run says so in its last lines. */
export const describeWithRedis: typeof describe =
  (process.env.REDIS_URL ?? findRedisServer()) ? describe : describe.skip;

/** The same for tests that stop and freeze their Redis, which must be one of their own. */
export const describeWithOwnRedis: typeof describe = findRedisServer() ? describe : describe.skip;

/** A Redis to test against: the one named by `REDIS_URL`, which is shared with others, or else one of its own. */
export class TestRedis {
  private readonly prefixes: string[] = [];

  private constructor(
    readonly url: string,
    private readonly server: RedisServer | undefined,
    readonly client: Redis,
  ) {}

  static async open(): Promise<TestRedis> {
    const given = process.env.REDIS_URL;
    const server = given === undefined ? await RedisServer.start() : undefined;
    const url = given ?? server?.url ?? '';
    return new TestRedis(url, server, new Redis(url));
  }

  /** Settings of an application that is alone under its key prefix, for one test. */
  settings(): { REDIS_URL: string; BOT_TOKEN: string } {
    const botId = randomInt(1_000_000_000, 9_999_999_999);
    this.prefixes.push(`bellhop:${botId}:`);
    return { REDIS_URL: this.url, BOT_TOKEN: `${botId}:${'T'.repeat(35)}` };
  }

  /** Ends every connection but this one's own, of applications under a prefix or not. Only for a server of its own. */
  async cutConnections(): Promise<void> {
    if (this.server) await this.client.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  }

  /** Removes what the tests have left, and nothing else. */
  async close(): Promise<void> {
    for (const prefix of this.server ? [] : this.prefixes) {
      for await (const keys of this.client.scanStream({ match: `${prefix}*` }) as AsyncIterable<string[]>) {
        if (keys.length > 0) await this.client.unlink(...keys);
      }
    }
    this.client.disconnect();
    await this.server?.close();
  }
}
