import { randomBytes } from 'node:crypto';
import { PostgresServer } from './postgres-server';
import { RedisNotFound, RedisServer } from '../../test/support/redis-server';
import type { Verdicts } from './verdicts';

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

/** The same, or `undefined` where the machine lacks what the tier needs; then the verdicts say what was left out and why. */
export async function openTierIfPossible(tier: Tier, verdicts: Verdicts): Promise<TierServices | undefined> {
  try {
    return await openTier(tier);
  } catch (error) {
    if (!(error instanceof RedisNotFound)) throw error;
    verdicts.leftOut(`the tier ${tier}`, error.message);
    return undefined;
  }
}
