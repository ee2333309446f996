import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { redisScript, RedisUnavailable, type RedisConnection } from '../redis';
import type { AdvisoryLeases } from './advisory-leases';
import { type Lease, Leases } from './leases';
import { TwoPlaceLease } from './two-place-lease';

/** How long Redis keeps a lease that nobody renews. A holder that dies is followed after this. */
export const LEASE_LIFE_MS = 5_000;
const RENEW_EVERY_MS = LEASE_LIFE_MS / 3;
/** A holder counts its lease as lost this much before Redis does. */
const MARGIN_MS = 500;
/** Held in the database, in shared mode, by every process that goes without Redis. */
const NOTICE = 'redis is away for some process';

/** Answers 1 when the key is ours, renewed or taken anew (Redis may have come back empty), and 0 when it is another's. */
const RENEW = redisScript(`
  local owner = redis.call('GET', KEYS[1])
  if owner and owner ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`);
const RELEASE = redisScript(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`,
);

interface Look {
  /** When it began, on this process's own clock. */
  readonly atMs: number;
  readonly isNoticeUp: boolean;
}

interface Notice {
  readonly lease: Lease;
  readonly upSinceMs: number;
}

/**
 * Leases in Redis while it can be used, in PostgreSQL while it can't, and never in two hands on the way from one to the other.
 *
 * A process that loses Redis puts up a notice in the database before it takes anything there, and waits as long as a lease in Redis
 * can live. Holders look for notices whenever they renew: while one is up, and for a while after Redis has come back, a lease
 * counts only when it is held in both places. A lease in Redis alone is sound only as long as its last renewal *and* its last look are younger than its life.
 */
export class RedisLeases extends Leases implements OnApplicationShutdown {
  private readonly logger = new Logger('Leases');
  private readonly held = new Map<string, TwoPlaceLease>();
  private readonly timer: NodeJS.Timeout;
  private lastLook: Look | undefined;
  private looking: Promise<Look> | undefined;
  private keeping: Promise<void> | undefined;
  private notice: Notice | undefined;
  private puttingUp: Promise<Notice> | undefined;
  private bothUntilMs = performance.now() + LEASE_LIFE_MS;
  private closed = false;

  constructor(
    private readonly redis: RedisConnection,
    private readonly database: AdvisoryLeases,
  ) {
    super();
    this.timer = setInterval(() => this.keep(), RENEW_EVERY_MS).unref();
    redis.onLoss(() => this.keep());
    redis.onReturn(() => {
      this.bothUntilMs = performance.now() + LEASE_LIFE_MS;
      this.keep();
    });
  }

  async tryAcquire(name: string): Promise<Lease | null> {
    if (this.closed || this.held.has(name)) return null;
    const lease = new TwoPlaceLease(name, (released) => this.letGo(released));
    this.held.set(name, lease);
    try {
      if (await this.take(lease)) return lease;
    } catch (error) {
      await this.letGo(lease);
      throw error;
    }
    await this.letGo(lease);
    return null;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.keeping;
  }

  private async take(lease: TwoPlaceLease): Promise<boolean> {
    if (this.redis.isAvailable) {
      try {
        return await this.takeInRedis(lease);
      } catch (error) {
        if (!(error instanceof RedisUnavailable)) throw error;
      }
    }
    return this.takeInDatabase(lease);
  }

  private async takeInRedis(lease: TwoPlaceLease): Promise<boolean> {
    const look = await this.look(RENEW_EVERY_MS);
    const startedAt = performance.now();
    const key = this.keyOf(lease);
    const taken = await this.redis.run((client) => client.set(key, lease.owner, 'PX', LEASE_LIFE_MS, 'NX'));
    if (taken === null) return false;
    lease.isInRedis = true;
    if (this.needsBoth(look) && !(await this.secure(lease))) return false;
    lease.staySoundUntil(soundUntil(startedAt, look));
    return true;
  }

  /** Answers false also while somebody may still hold it in Redis. */
  private async takeInDatabase(lease: TwoPlaceLease): Promise<boolean> {
    const { upSinceMs } = await this.putUpNotice();
    if (performance.now() < upSinceMs + LEASE_LIFE_MS) return false;
    // The notice may have come down meanwhile: then others look in Redis only.
    return (await this.secure(lease)) && this.notice !== undefined;
  }

  /** Holds the lease in the database as well. */
  private async secure(lease: TwoPlaceLease): Promise<boolean> {
    if (lease.inDatabase) return true;
    const found = await this.database.tryAcquire(lease.name);
    if (!found) return false;
    if (this.held.get(lease.name) === lease) lease.keepInDatabase(found);
    else await found.release();
    return true;
  }

  /** Keeps what is held, where it can be held. Does nothing while it is at work. */
  private keep(): void {
    if (this.closed || (this.held.size === 0 && !this.notice && this.redis.isAvailable)) return;
    this.keeping ??= this.keepAll()
      .catch((error: unknown) => {
        if (!this.closed) this.logger.warn({ msg: 'leases could not be kept', held: this.held.size, err: error });
      })
      .finally(() => (this.keeping = undefined));
  }

  private async keepAll(): Promise<void> {
    if (!this.redis.isAvailable) {
      await this.putUpNotice();
      await Promise.all(this.takenLeases().map((lease) => this.secureOrLose(lease)));
      return;
    }
    const look = await this.look(0);
    await Promise.all(this.takenLeases().map((lease) => this.renew(lease, look)));
    if (this.takenLeases().every(({ isInRedis }) => isInRedis)) await this.takeDownNotice();
  }

  private async renew(lease: TwoPlaceLease, look: Look): Promise<void> {
    const startedAt = performance.now();
    try {
      const renewed = await this.redis.runScript(RENEW, [this.keyOf(lease)], [lease.owner, LEASE_LIFE_MS]);
      if (renewed !== 1) {
        // Held in the database it is ours all the same; whoever is in its place in Redis can't have it there, and goes.
        if (!lease.inDatabase) this.lose(lease);
        return;
      }
    } catch (error) {
      if (error instanceof RedisUnavailable) return;
      throw error;
    }
    lease.isInRedis = true;
    if (this.needsBoth(look)) await this.secureOrLose(lease);
    lease.staySoundUntil(soundUntil(startedAt, look));
  }

  /**
   * Also for one life after Redis has come (back): it may have come empty, and those whose leases it held may not know yet.
   */
  private needsBoth({ isNoticeUp }: Look): boolean {
    return isNoticeUp || performance.now() < this.bothUntilMs;
  }

  private async secureOrLose(lease: TwoPlaceLease): Promise<void> {
    if (!(await this.secure(lease))) this.lose(lease);
  }

  private lose(lease: TwoPlaceLease): void {
    if (this.held.get(lease.name) !== lease) return;
    this.logger.warn({ msg: 'a lease was lost', lease: lease.name });
    lease.lose();
  }

  private async letGo(lease: TwoPlaceLease): Promise<void> {
    if (this.held.get(lease.name) === lease) this.held.delete(lease.name);
    await lease.inDatabase?.release();
    if (!lease.isInRedis) return;
    // Not done, it ends by itself.
    await this.redis.runScript(RELEASE, [this.keyOf(lease)], [lease.owner]).catch(() => undefined);
  }

  /** Whether some process goes without Redis, as seen at most `olderMs` ago. Rejects while the database can't be asked. */
  private async look(olderMs: number): Promise<Look> {
    if (this.lastLook && performance.now() - this.lastLook.atMs < olderMs) return this.lastLook;
    const atMs = performance.now();
    this.looking ??= this.database
      .isHeldByAnother(NOTICE)
      .then((isHeld) => (this.lastLook = { atMs, isNoticeUp: isHeld || this.notice !== undefined }))
      .finally(() => (this.looking = undefined));
    return this.looking;
  }

  private putUpNotice(): Promise<Notice> {
    if (this.notice && !this.notice.lease.lost.aborted) return Promise.resolve(this.notice);
    this.puttingUp ??= this.database
      .holdShared(NOTICE)
      .then((lease) => (this.notice = { lease, upSinceMs: performance.now() }))
      .finally(() => (this.puttingUp = undefined));
    return this.puttingUp;
  }

  private async takeDownNotice(): Promise<void> {
    const { notice } = this;
    this.notice = undefined;
    await notice?.lease.release();
  }

  private takenLeases(): TwoPlaceLease[] {
    return [...this.held.values()].filter((lease) => lease.isTaken);
  }

  private keyOf({ name }: TwoPlaceLease): string {
    return this.redis.key('lease', name);
  }
}

const soundUntil = (renewedAtMs: number, look: Look): number =>
  Math.min(renewedAtMs, look.atMs) + LEASE_LIFE_MS - MARGIN_MS;
