import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DatabaseStatistics } from '../../database';
import { MetricsContributor } from './metrics-contributor';

/** How the database answers this process, and how busy the pool is. */
@Injectable()
export class DatabaseMetrics extends MetricsContributor {
  private readonly connections = new Gauge({
    name: 'bellhop_database_connections',
    help: 'Connections of the pool by state; "waiting" counts callers that wait for one.',
    labelNames: ['state'],
    registers: [],
  });
  readonly metrics;

  constructor(private readonly statistics: DatabaseStatistics) {
    super();
    this.metrics = [statistics.statements, this.connections];
  }

  override sample(): void {
    for (const [state, count] of Object.entries(this.statistics.connections())) this.connections.set({ state }, count);
  }
}
