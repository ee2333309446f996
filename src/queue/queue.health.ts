import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { BullmqJobDispatcher } from './bullmq-job-dispatcher';
import { QueueInspector } from './queue-inspector';

/** Depths of the queues. Not required: work that can't be queued is kept in its rows and dispatched later. */
@Injectable()
export class QueueHealth extends HealthContributor {
  readonly name = 'queues';
  readonly required = false;

  constructor(
    private readonly queues: BullmqJobDispatcher,
    private readonly inspector: QueueInspector,
  ) {
    super();
  }

  async check(): Promise<HealthReport> {
    if (!this.queues.isReachable) {
      return { state: 'degraded', details: { reason: 'unreachable', postponed: this.queues.postponedCount } };
    }
    const details = (await this.inspector.counts()).flatMap(({ name, ...counts }) =>
      Object.entries(counts).map(([state, count]) => [`${name}.${state}`, count] as const),
    );
    return { state: 'up', details: Object.fromEntries(details) };
  }
}
