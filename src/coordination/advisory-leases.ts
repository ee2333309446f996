import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { DatabaseServer } from '../database';
import { type Lease, Leases } from './leases';

const CONNECT_TIMEOUT_MS = 5_000;
/**
 * How soon both sides notice that the other is gone without a word: 10 s of silence, then three unanswered probes 5 s
 * apart. Until then a dead machine's leases stay taken.
 */
const KEEPALIVE = { idleS: 10, intervalS: 5, count: 3 };

interface Held {
  readonly key: string;
  readonly lost: AbortController;
}

/**
 * Leases as session-level advisory locks, all on one dedicated connection. The locks are the server's: it frees them when that
 * connection ends, for whatever reason.
 */
@Injectable()
export class AdvisoryLeases extends Leases implements OnApplicationShutdown {
  private readonly logger = new Logger(AdvisoryLeases.name);
  private readonly held = new Map<string, Held>();
  private connection: Promise<Client> | undefined;
  private lastAnswer: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly server: DatabaseServer) {
    super();
  }

  async tryAcquire(name: string): Promise<Lease | null> {
    if (this.closed || this.held.has(name)) return null;
    const held: Held = { key: lockKey(name), lost: new AbortController() };
    // Taken before the server answers, so that two callers of this process don't both get it: a session may lock twice.
    this.held.set(name, held);
    try {
      const client = await this.connect();
      const answer = await this.ask<{ taken: boolean }>(client, 'SELECT pg_try_advisory_lock($1) AS taken', held.key);
      if (answer?.taken) return this.lease(name, held, client);
    } catch (error) {
      this.forget(name, held);
      throw error;
    }
    this.forget(name, held);
    return null;
  }

  /** Holds `name` beside others who do the same, as a sign that `isHeldByAnother` sees. One at a time in this process. */
  async holdShared(name: string): Promise<Lease> {
    const held: Held = { key: lockKey(name), lost: new AbortController() };
    const client = await this.connect();
    await this.ask(client, 'SELECT pg_advisory_lock_shared($1)', held.key);
    this.held.set(name, held);
    return this.lease(name, held, client, 'SELECT pg_advisory_unlock_shared($1)');
  }

  /** Whether another process holds `name`, in whatever way. May also say so while somebody else is just asking the same. */
  async isHeldByAnother(name: string): Promise<boolean> {
    const client = await this.connect();
    const sql = 'SELECT NOT pg_try_advisory_xact_lock($1) AS held';
    return (await this.ask<{ held: boolean }>(client, sql, lockKey(name)))?.held ?? true;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    const client = await this.connection?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private lease(name: string, held: Held, client: Client, unlock = 'SELECT pg_advisory_unlock($1)'): Lease {
    let released = false;
    return {
      name,
      lost: held.lost.signal,
      release: async () => {
        if (released || held.lost.signal.aborted) return;
        released = true;
        // Not before the server has freed it, or an early second caller here would lock the same session twice.
        await this.ask(client, unlock, held.key).catch(() => undefined);
        this.forget(name, held);
      },
    };
  }

  /**
   * One statement after the other: a client takes no second one while the first runs. When an answer does not come, nobody
   * knows who holds what, so the connection ends, and with it every lease that it carried.
   */
  private ask<Row extends object>(client: Client, sql: string, key: string): Promise<Row | undefined> {
    const answer = this.lastAnswer.then(() => client.query<Row>(sql, [key])).then(({ rows }) => rows[0]);
    this.lastAnswer = answer.catch(() => client.end().catch(() => undefined));
    return answer;
  }

  private forget(name: string, held: Held): void {
    if (this.held.get(name) === held) this.held.delete(name);
  }

  private connect(): Promise<Client> {
    if (this.closed) return Promise.reject(new Error('leases are closed'));
    this.connection ??= this.open().catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }

  private async open(): Promise<Client> {
    const client = new Client({
      ...this.server.target,
      application_name: 'bellhop leases',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE.idleS * 1_000,
    });
    client.on('error', () => undefined);
    client.once('end', () => this.loseAll());
    await client.connect();
    await client.query(
      `SELECT set_config('tcp_keepalives_idle', $1, false), set_config('tcp_keepalives_interval', $2, false),
              set_config('tcp_keepalives_count', $3, false)`,
      [KEEPALIVE.idleS, KEEPALIVE.intervalS, KEEPALIVE.count].map(String),
    );
    return client;
  }

  private loseAll(): void {
    this.connection = undefined;
    const lost = [...this.held];
    this.held.clear();
    if (this.closed) return;
    if (lost.length > 0) this.logger.warn({ msg: 'leases were lost with their connection', count: lost.length });
    for (const [name, held] of lost) held.lost.abort(new Error(`the lease "${name}" was lost`));
  }
}

/** A name as the 64-bit number that PostgreSQL locks by. Two names meeting in one number is a matter of 2^-64. */
function lockKey(name: string): string {
  return createHash('sha256').update(`bellhop lease ${name}`).digest().readBigInt64BE().toString();
}
