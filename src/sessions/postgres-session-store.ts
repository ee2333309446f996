import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config';
import { Database, MicroBatcher } from '../database';
import { SessionStore } from './session-store';

type Value = Record<string, unknown>;

export interface StoredSession {
  readonly value: Value;
  /** What is left of its life. */
  readonly lifeMs: number;
}

/** Sessions in PostgreSQL. Reads are gathered, since every update begins with one; writes are rare. */
@Injectable()
export class PostgresSessionStore extends SessionStore {
  private readonly reads = new MicroBatcher<string, StoredSession | undefined>((keys) => this.readAll(keys));

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async read(key: string): Promise<Value | undefined> {
    return (await this.find(key))?.value;
  }

  /** The same as `read`, with what is left of its life. */
  find(key: string): Promise<StoredSession | undefined> {
    return this.reads.call(key);
  }

  async write(key: string, value: Value, lifeMs: number = this.config.bot.sessionTtlMs): Promise<void> {
    await this.database.execute(
      `INSERT INTO sessions (key, value, expires_at) VALUES ($1, $2, now() + $3 * interval '1 millisecond')
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
      [key, JSON.stringify(value), lifeMs],
    );
  }

  async remove(key: string): Promise<void> {
    await this.database.execute('DELETE FROM sessions WHERE key = $1', [key]);
  }

  removeExpired(): Promise<number> {
    return this.database.execute('DELETE FROM sessions WHERE expires_at < now()');
  }

  private async readAll(keys: readonly string[]): Promise<(StoredSession | undefined)[]> {
    const rows = await this.database.query<{ key: string; value: Value; life_ms: number }>(
      `SELECT key, value, (extract(epoch FROM expires_at - now()) * 1000)::float8 AS life_ms
       FROM sessions WHERE key = ANY($1::text[]) AND expires_at >= now()`,
      [[...new Set(keys)]],
    );
    const found = new Map(rows.map(({ key, value, life_ms: lifeMs }) => [key, { value, lifeMs }]));
    // Two readers of one session must not see each other's changes. Mostly there is none.
    return keys.map((key) => (found.has(key) ? structuredClone(found.get(key)) : undefined));
  }
}
