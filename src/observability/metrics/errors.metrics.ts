import { Injectable } from '@nestjs/common';
import { ErrorRecorder } from '../errors/error-recorder';
import { MetricsContributor } from './metrics-contributor';

/** Unexpected failures of this process. */
@Injectable()
export class ErrorsMetrics extends MetricsContributor {
  readonly metrics;

  constructor(recorder: ErrorRecorder) {
    super();
    this.metrics = [recorder.total];
  }
}
