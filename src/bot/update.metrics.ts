import { Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';
import { MetricsContributor } from '../observability';
import type { UpdateOutcome } from './bot-context';

/** People notice from a tenth of a second on; the small ones tell how much room there is below. */
const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** How long updates take, by what they are, who handles them and how it ends. */
@Injectable()
export class UpdateMetrics extends MetricsContributor {
  private readonly durations = new Histogram({
    name: 'bellhop_update_duration_seconds',
    help: 'Time from the beginning of an update to its end, the calls of Telegram it waits for included.',
    labelNames: ['kind', 'handler', 'outcome'],
    buckets: BUCKETS_SECONDS,
    registers: [],
  });
  readonly metrics = [this.durations];

  updateEnded(labels: { kind: string; handler: string; outcome: UpdateOutcome }, durationMs: number): void {
    this.durations.observe(labels, durationMs / 1000);
  }
}
