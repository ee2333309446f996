import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Histogram } from 'prom-client';
import { DataSource } from 'typeorm';

/** From half a millisecond, what a small statement takes, to the statement timeout. */
const BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `failed`: the server refused the statement. `unavailable`: there was no working server. */
export type StatementOutcome = 'ok' | 'failed' | 'unavailable';

/** What the database room has to tell about itself; metrics and health read it. */
@Injectable()
export class DatabaseStatistics {
  /** Every statement of a repository, the wait for a connection included. */
  readonly statements = new Histogram({
    name: 'bellhop_database_statement_duration_seconds',
    help: 'Time of a statement, with the wait for a connection.',
    labelNames: ['outcome'],
    buckets: BUCKETS_SECONDS,
    registers: [],
  });

  constructor(private readonly dataSource: DataSource) {}

  statementEnded(outcome: StatementOutcome, durationMs: number): void {
    this.statements.observe({ outcome }, durationMs / 1000);
  }

  /** Connections of the pool: in use, idle, and how many callers wait for one. */
  connections(): { used: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = (this.dataSource.driver as unknown as { master: Pool }).master;
    return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }
}
