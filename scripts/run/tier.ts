import { randomBytes } from 'node:crypto';
import { PostgresServer } from './postgres-server';
import { RedisServer } from '../../test/support/redis-server';

export const tiers = ['embedded', 'postgresql', 'redis'] as const;
export type Tier = (typeof tiers)[number];

/** The servers a tier runs on, and the settings that lead the application to them. */
export interface TierServices {
  readonly tier: Tier;
  readonly settings: Record<string, string>;
  /** The database server, where it is not the application's own. */
  readonly postgres?: PostgresServer;
  readonly redis?: RedisServer;
  /** Stops the servers and removes their folders. */
  close(): Promise<void>;
}

/**
 * Brings up what a tier needs, each server a process of its own that can be stopped and started again. Throws
 * `RedisNotFound` where no redis-server could be had.
 */
export async function openTier(tier: Tier): Promise<TierServices> {
  if (tier === 'embedded') return { tier, settings: {}, close: async () => undefined };
  const redis = tier === 'redis' ? await RedisServer.start() : undefined;
  const postgres = await PostgresServer.start();
  return {
    tier,
    settings: {
      JWT_SECRET: randomBytes(32).toString('hex'),
      DATABASE_URL: postgres.url,
      ...(redis && { REDIS_URL: redis.url }),
    },
    postgres,
    ...(redis && { redis }),
    close: async () => {
      await postgres.close();
      await redis?.close();
    },
  };
}
