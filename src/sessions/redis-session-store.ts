import { randomUUID } from 'node:crypto';
import { MicroBatcher } from '../database';
import { redisScript, type RedisConnection } from '../redis';
import type { PostgresSessionStore } from './postgres-session-store';
import { SessionStore } from './session-store';

type Value = Record<string, unknown>;

/** A copy that was not renewed is not believed for longer: the most that two processes who see each other no more can differ. */
const LONGEST_STAY_MS = 5 * 60_000;
/** How long a copy stays blank when the process dies that was about to replace it. */
const BLANK_MS = 30_000;
/** Instead of a session: there is none, and: it is being changed, ask the database. */
const NONE = '-';
const BLANK = '?';

/** Writes a copy while its epoch lasts; with `absent` only where there is none of that epoch. Answers 0 when the epoch is over. */
const PUT = redisScript(`
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  if ARGV[4] == 'absent' then
    local kept = redis.call('GET', KEYS[2])
    if kept and string.sub(kept, 1, #ARGV[1] + 1) == ARGV[1] .. ' ' then return 1 end
  end
  redis.call('SET', KEYS[2], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
  return 1`);

interface Copy {
  readonly body: string;
  readonly lifeMs: number;
  /** Default `replace`. */
  readonly where?: 'absent' | 'replace';
}

/**
 * Sessions read from copies in Redis; the rows in PostgreSQL stay the truth. A write blanks the copy, changes the row, and puts
 * the new copy, so that whoever dies in between leaves nothing stale.
 *
 * Copies belong to an epoch, a random word in Redis that every process reads along. A process that has missed a write to
 * Redis (it was away, or did not answer) believes no copy, its own included, until it has begun a new epoch, which
 * outdates the copies of everybody, even those that are still on their way.
 */
export class RedisSessionStore extends SessionStore {
  private readonly reads = new MicroBatcher<string, Value | undefined>((keys) => this.readAll(keys));
  /** `null`: no copy is to be believed. */
  private epoch: string | null = null;
  private beginning: Promise<void> | undefined;
  private doubts = 0;

  constructor(
    private readonly redis: RedisConnection,
    private readonly rows: PostgresSessionStore,
    private readonly defaultLifeMs: number,
  ) {
    super();
    redis.onLoss(() => this.doubt());
    redis.onReturn(() => this.beginEpoch());
    // Of what a process of before has left behind when it died, nobody knows.
    this.beginEpoch();
  }

  read(key: string): Promise<Value | undefined> {
    return this.reads.call(key);
  }

  async write(key: string, value: Value, lifeMs = this.defaultLifeMs): Promise<void> {
    await this.change(key, { body: JSON.stringify(value), lifeMs }, () => this.rows.write(key, value, lifeMs));
  }

  async remove(key: string): Promise<void> {
    await this.change(key, { body: NONE, lifeMs: LONGEST_STAY_MS }, () => this.rows.remove(key));
  }

  removeExpired(): Promise<number> {
    return this.rows.removeExpired();
  }

  private async change(key: string, copy: Copy, changeRow: () => Promise<void>): Promise<void> {
    await this.put(key, { body: BLANK, lifeMs: BLANK_MS });
    await changeRow();
    await this.put(key, copy);
  }

  private async readAll(keys: readonly string[]): Promise<(Value | undefined)[]> {
    const copies = await this.copiesOf(keys);
    // Before the rows are read: what is found there is put only while nothing has happened since.
    const { epoch } = this;
    return Promise.all(keys.map((key, index) => this.resolve(key, copies[index], epoch)));
  }

  private async resolve(key: string, copy: string | undefined, epoch: string | null): Promise<Value | undefined> {
    if (copy === NONE) return undefined;
    if (copy !== undefined && copy !== BLANK) return JSON.parse(copy) as Value;
    const found = await this.rows.find(key);
    if (copy !== BLANK && epoch !== null) {
      const { body, lifeMs } = found
        ? { body: JSON.stringify(found.value), lifeMs: found.lifeMs }
        : { body: NONE, lifeMs: LONGEST_STAY_MS };
      // Nobody waits for it, and without it the next reader asks the database again.
      void this.send(key, { body, lifeMs, where: 'absent' }, epoch).catch(() => undefined);
    }
    return found?.value;
  }

  /** The bodies of the copies that can be believed. */
  private async copiesOf(keys: readonly string[]): Promise<(string | undefined)[]> {
    if (this.epoch === null) {
      this.beginEpoch();
      return [];
    }
    try {
      const [epoch, ...copies] = await this.redis.run((client) =>
        client.mget(this.epochKey, ...keys.map((key) => this.keyOf(key))),
      );
      if (!this.adopt(epoch ?? null)) return [];
      return copies.map((copy) => (copy?.startsWith(`${epoch} `) ? copy.slice(`${epoch} `.length) : undefined));
    } catch {
      return [];
    }
  }

  /** Puts a copy into the present epoch. When that fails, nobody knows what Redis holds now, and no copy is believed. */
  private async put(key: string, copy: Copy): Promise<void> {
    try {
      for (let attempt = 0; attempt < 2 && this.epoch !== null; attempt += 1) {
        if (await this.send(key, copy, this.epoch)) return;
        const epoch = await this.redis.run((client) => client.get(this.epochKey));
        this.adopt(epoch);
      }
    } catch {
      // Told by the connection.
    }
    this.doubt();
  }

  private async send(key: string, { body, lifeMs, where = 'replace' }: Copy, epoch: string): Promise<boolean> {
    const stayMs = Math.max(1, Math.min(Math.round(lifeMs), LONGEST_STAY_MS));
    const keys = [this.epochKey, this.keyOf(key)];
    return (await this.redis.runScript(PUT, keys, [epoch, body, stayMs, where])) === 1;
  }

  /** Follows an epoch that another process has begun. Answers whether copies can be believed. */
  private adopt(epoch: string | null): boolean {
    if (this.epoch === null) return false;
    if (epoch === null) this.doubt();
    this.epoch = epoch;
    return epoch !== null;
  }

  private doubt(): void {
    this.doubts += 1;
    this.epoch = null;
  }

  private beginEpoch(): void {
    if (!this.redis.isAvailable) return;
    const { doubts } = this;
    const epoch = randomUUID();
    this.beginning ??= this.redis
      .run((client) => client.set(this.epochKey, epoch))
      .then(
        () => {
          if (this.doubts === doubts) this.epoch = epoch;
        },
        () => undefined,
      )
      .finally(() => (this.beginning = undefined));
  }

  private get epochKey(): string {
    return this.redis.key('sessions', 'epoch');
  }

  private keyOf(key: string): string {
    return this.redis.key('session', key);
  }
}
