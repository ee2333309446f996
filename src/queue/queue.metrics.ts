import { Injectable } from '@nestjs/common';
import { Gauge, type Metric } from 'prom-client';
import { AppConfig } from '../config';
import { MetricsContributor, tellsSharedFigures } from '../observability';
import { JobStatistics } from './job-statistics';
import { QueueDepths } from './queue-depths';

/** Runs of jobs in this process, and what waits in the queues. */
@Injectable()
export class QueueMetrics extends MetricsContributor {
  private readonly jobs = new Gauge({
    name: 'bellhop_queue_jobs',
    help: 'Jobs in a queue by state, over all processes.',
    labelNames: ['queue', 'state'],
    registers: [],
  });
  private readonly oldest = new Gauge({
    name: 'bellhop_queue_oldest_job_age_seconds',
    help: 'How long the job that is next in a queue has been waiting; 0 when none is.',
    labelNames: ['queue'],
    registers: [],
  });
  readonly metrics: readonly Metric[];

  constructor(
    statistics: JobStatistics,
    private readonly depths: QueueDepths,
    private readonly config: AppConfig,
  ) {
    super();
    this.metrics = [...statistics.metrics, this.jobs, this.oldest];
  }

  override async sample(): Promise<void> {
    if (!tellsSharedFigures(this.config)) return;
    for (const { queue, oldestWaitMs, counts } of await this.depths.all()) {
      for (const [state, count] of Object.entries(counts)) this.jobs.set({ queue, state }, count);
      this.oldest.set({ queue }, oldestWaitMs / 1000);
    }
  }
}
