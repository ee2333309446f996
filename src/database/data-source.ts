import pg from 'pg';
import type { EntitySchema, MixedList } from 'typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CheckedPool } from './checked-pool';
import type { ConnectionTarget } from './connection-target';
import { migrations } from './migrations';

/** A connection lives this long at most, so that balancers and changed DNS entries take effect. */
const RECYCLE_AFTER_S = 3_600;
const IDLE_TIMEOUT_MS = 60_000;
/** How long somebody waits for a free connection before being told that the database is unavailable. */
const CONNECT_TIMEOUT_MS = 5_000;
/** The server ends a statement first; the client's own limit is for a server that has stopped answering at all. */
const ANSWER_GRACE_MS = 5_000;

export interface PoolSettings {
  /** Connections that are opened ahead and stay open. Default 0. */
  readonly poolMin?: number;
  readonly poolMax: number;
  /** 0: no limit, for commands that an operator watches. */
  readonly statementTimeoutMs: number;
}

/** Options of the application's one data source, the same for both tiers. */
export function dataSourceOptions(
  target: ConnectionTarget,
  { poolMin = 0, poolMax, statementTimeoutMs }: PoolSettings,
  entities: MixedList<string | (new () => object) | EntitySchema> = [],
): DataSourceOptions {
  return {
    type: 'postgres',
    driver: { ...pg, Pool: CheckedPool },
    entities,
    migrations,
    migrationsTableName: 'schema_migrations',
    // The schema changes by migrations only; nothing is installed or altered behind their back.
    synchronize: false,
    installExtensions: false,
    logging: false,
    // Broken idle connections leave the pool by themselves; the next query reports what matters.
    poolErrorHandler: () => undefined,
    extra: {
      ...target,
      min: poolMin,
      max: poolMax,
      application_name: 'bellhop',
      maxLifetimeSeconds: RECYCLE_AFTER_S,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs && statementTimeoutMs + ANSWER_GRACE_MS,
    },
  };
}

export const createDataSource = (...options: Parameters<typeof dataSourceOptions>): DataSource =>
  new DataSource(dataSourceOptions(...options));
