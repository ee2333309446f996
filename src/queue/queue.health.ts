import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { BullmqJobDispatcher } from './bullmq-job-dispatcher';
import { QueueDepths } from './queue-depths';

/** Depths of the queues. Not required: work that can't be queued is kept in its rows and dispatched later. */
@Injectable()
export class QueueHealth extends HealthContributor {
  readonly name = 'queues';
  readonly required = false;

  constructor(
    private readonly queues: BullmqJobDispatcher,
    private readonly depths: QueueDepths,
  ) {
    super();
  }

  async check(): Promise<HealthReport> {
    if (!this.queues.isReachable) {
      return { state: 'degraded', details: { reason: 'unreachable', postponed: this.queues.postponedCount } };
    }
    const details = (await this.depths.all()).flatMap(({ queue, counts }) =>
      Object.entries(counts).map(([state, count]) => [`${queue}.${state}`, count] as const),
    );
    return { state: 'up', details: Object.fromEntries(details) };
  }
}
