import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { DatabaseConfig } from '../config';
import type { ConnectionTarget } from './connection-target';
import { isUnavailability } from './database-errors';
import { EmbeddedPostgres } from './embedded/embedded-postgres';

/** How long a start waits for a PostgreSQL server that is not there yet (both may be started together). */
const WAIT_FOR_SERVER_MS = 60_000;
const RETRY_MS = 1_000;

/** What the database room has to say while it has no logger yet. */
export interface DatabaseServerLog {
  warn(fields: { msg: string; [field: string]: unknown }): void;
  error(fields: { msg: string; [field: string]: unknown }): void;
}

/**
 * The PostgreSQL server behind the application: its own, or somebody's. Rooms that keep a connection of their own (queues,
 * leases) ask it where to connect.
 */
export abstract class DatabaseServer {
  abstract readonly tier: 'embedded' | 'postgresql';
  abstract readonly target: ConnectionTarget;
  /** Lets go of the server; an embedded one is stopped by its last user. Call it after every connection is closed. */
  abstract close(): Promise<void>;
}

/** The configured server never answered. The message names no password. */
export class DatabaseUnreachable extends Error {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause);
    super(
      `PostgreSQL can't be reached: ${reason}\n` +
        'Check DATABASE_URL (or POSTGRES_HOST and its companions), and that the server runs and lets this machine in.',
      { cause },
    );
    this.name = 'DatabaseUnreachable';
  }
}

/**
 * Makes the database server of the configured tier available. Throws `EmbeddedDatabaseError` or `DatabaseUnreachable`,
 * whose messages are for the operator.
 */
export async function openDatabaseServer(config: DatabaseConfig, log: DatabaseServerLog): Promise<DatabaseServer> {
  if (config.tier === 'postgresql') return openConfigured(config.url, log);
  const postgres = await EmbeddedPostgres.open(config.dataDir, {
    onIncident: ({ restarted, error }) =>
      restarted
        ? log.warn({ msg: 'the embedded database had stopped and was started again' })
        : log.error({ msg: 'the embedded database has stopped and does not start', err: error }),
  });
  return { tier: 'embedded', target: postgres.target, close: () => postgres.close() };
}

async function openConfigured(url: string, log: DatabaseServerLog): Promise<DatabaseServer> {
  const target = { connectionString: url };
  const deadline = Date.now() + WAIT_FOR_SERVER_MS;
  for (;;) {
    try {
      await greet(target);
      return { tier: 'postgresql', target, close: () => Promise.resolve() };
    } catch (error) {
      // A refused password or an unknown database does not heal by waiting.
      if (!isUnavailability(error) || Date.now() > deadline) throw new DatabaseUnreachable(error);
      log.warn({ msg: 'waiting for PostgreSQL', reason: (error as NodeJS.ErrnoException).code });
      await pause(RETRY_MS);
    }
  }
}

async function greet(target: ConnectionTarget): Promise<void> {
  const client = new Client({ ...target, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}
