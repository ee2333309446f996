import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { Database, type StatementOptions } from './database';
import { DatabaseUnavailable, isUnavailability } from './database-errors';
import { DatabaseStatistics, type StatementOutcome } from './database-statistics';
import { isPlanOutdated, StatementNames } from './statement-names';
import { UnitOfWork } from './unit-of-work';

interface OpenTransaction {
  readonly runner: QueryRunner;
  readonly client: PoolClient;
  readonly effects: (() => Promise<unknown>)[];
  /** Statements of one transaction share one connection, which takes them one by one. */
  active: boolean;
}

/** `Database` and `UnitOfWork` on TypeORM's pool: one asynchronous context, one transaction. */
@Injectable()
export class TypeOrmDatabase extends Database implements UnitOfWork {
  private readonly logger = new Logger('UnitOfWork');
  private readonly context = new AsyncLocalStorage<OpenTransaction>();
  private readonly names = new StatementNames();

  constructor(
    private readonly dataSource: DataSource,
    private readonly statistics: DatabaseStatistics = new DatabaseStatistics(dataSource),
  ) {
    super();
  }

  async query<Row extends object>(
    sql: string,
    parameters?: readonly unknown[],
    options?: StatementOptions,
  ): Promise<Row[]> {
    return (await this.send<Row>(sql, parameters, options)).rows;
  }

  async execute(sql: string, parameters?: readonly unknown[]): Promise<number> {
    return (await this.send(sql, parameters)).rowCount ?? 0;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.current()) return work();
    const transaction = await this.begin();
    try {
      const result = await this.context.run(transaction, work);
      await transaction.runner.commitTransaction();
      transaction.active = false;
      this.runEffects(transaction);
      return result;
    } catch (error) {
      transaction.active = false;
      await this.rollBack(transaction);
      throw translate(error);
    } finally {
      await transaction.runner.release().catch(() => undefined);
    }
  }

  afterCommit(effect: () => Promise<unknown>): void {
    const transaction = this.current();
    if (transaction) transaction.effects.push(effect);
    else this.runEffect(effect);
  }

  /** Work that outlives its transaction (an effect, a promise nobody awaited) must not write into a closed one. */
  private current(): OpenTransaction | undefined {
    const transaction = this.context.getStore();
    return transaction?.active ? transaction : undefined;
  }

  private async begin(): Promise<OpenTransaction> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      return { runner, client, effects: [], active: true };
    } catch (error) {
      await runner.release().catch(() => undefined);
      throw translate(error);
    }
  }

  private async rollBack({ runner }: OpenTransaction): Promise<void> {
    if (!runner.isTransactionActive) return;
    // A connection that can't even roll back is broken: the server has rolled back by itself.
    await runner.rollbackTransaction().catch(() => undefined);
  }

  private runEffects({ effects }: OpenTransaction): void {
    for (const effect of effects) this.runEffect(effect);
  }

  private runEffect(effect: () => Promise<unknown>): void {
    this.context.exit(() => {
      Promise.resolve()
        .then(effect)
        .catch((error: unknown) => this.logger.error({ msg: 'effect after commit failed', err: error }));
    });
  }

  private async send<Row extends object>(
    sql: string,
    parameters: readonly unknown[] = [],
    options: StatementOptions = {},
  ): Promise<QueryResult<Row>> {
    const transaction = this.current();
    const startedAt = performance.now();
    let outcome: StatementOutcome = 'ok';
    try {
      if (transaction) return await transaction.client.query<Row>(this.statement(sql, parameters, options));
      return await this.sendAlone<Row>(sql, parameters, options);
    } catch (error) {
      outcome = isUnavailability(error) ? 'unavailable' : 'failed';
      if (isPlanOutdated(error)) this.names.renew();
      throw translate(error);
    } finally {
      this.statistics.statementEnded(outcome, performance.now() - startedAt);
    }
  }

  /** Without parameters there is nothing to gain by a name, and such a text may hold several statements. */
  private statement(text: string, parameters: readonly unknown[], { timeoutMs }: StatementOptions): QueryConfig {
    const name = parameters.length > 0 ? this.names.of(text) : undefined;
    // Taken by the driver for this one statement, though its types don't say so.
    const timeout = timeoutMs === undefined ? {} : { query_timeout: timeoutMs };
    return { text, values: [...parameters], ...(name !== undefined && { name }), ...timeout };
  }

  /** Not `pool.query`: that throws the connection away after every error, a duplicate key included. */
  private async sendAlone<Row extends object>(
    sql: string,
    parameters: readonly unknown[],
    options: StatementOptions,
  ): Promise<QueryResult<Row>> {
    const pool = (this.dataSource.driver as unknown as { master: Pool }).master;
    for (let attempt = 1; ; attempt++) {
      const client = await pool.connect();
      let broken = false;
      try {
        return await client.query<Row>(this.statement(sql, parameters, options));
      } catch (error) {
        broken = isUnavailability(error);
        if (attempt === 1 && wasNeverSent(error)) continue;
        if (attempt === 1 && isPlanOutdated(error)) {
          this.names.renew();
          continue;
        }
        throw error;
      } finally {
        client.release(broken);
      }
    }
  }
}

/** The driver refused before a byte left: the statement can't have run, so sending it again is safe. */
function wasNeverSent(error: unknown): boolean {
  return error instanceof Error && /^Client (was closed|has encountered a connection error)/.test(error.message);
}

function translate(error: unknown): unknown {
  return isUnavailability(error) ? new DatabaseUnavailable(error) : error;
}
