import { Injectable } from '@nestjs/common';
import { MetricsContributor } from '../observability';
import { OutcomeRecorder } from './sending/outcome-recorder';

/** What became of the recipients of broadcasts that this process sends. */
@Injectable()
export class BroadcastMetrics extends MetricsContributor {
  readonly metrics;

  constructor(recorder: OutcomeRecorder) {
    super();
    this.metrics = [recorder.outcomes];
  }
}
