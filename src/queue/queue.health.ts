import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { BullmqJobDispatcher } from './bullmq-job-dispatcher';
import { queueNames } from './profiles';

/** Depths of the queues. Not required: work that can't be queued is kept in its rows and dispatched later. */
@Injectable()
export class QueueHealth extends HealthContributor {
  readonly name = 'queues';
  readonly required = false;

  constructor(private readonly queues: BullmqJobDispatcher) {
    super();
  }

  async check(): Promise<HealthReport> {
    if (!this.queues.isReachable) {
      return { state: 'degraded', details: { reason: 'unreachable', postponed: this.queues.postponedCount } };
    }
    const details: Record<string, number> = {};
    for (const name of queueNames) {
      for (const [state, count] of Object.entries(await this.queues.counts(name))) {
        details[`${name}.${state}`] = count;
      }
    }
    return { state: 'up', details };
  }
}
