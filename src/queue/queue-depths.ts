import { Injectable } from '@nestjs/common';
import { BullmqJobDispatcher } from './bullmq-job-dispatcher';
import { queueNames, type QueueName } from './profiles';

/** What is in one queue, whoever put it there. */
export interface QueueDepth {
  readonly queue: QueueName;
  readonly counts: Readonly<Record<'waiting' | 'active' | 'delayed' | 'failed', number>>;
  /** How long the job that is next has been waiting, in milliseconds; 0 when none is. */
  readonly oldestWaitMs: number;
}

/** How full the queues are and how long one waits there, for metrics, alerts and the overview. */
@Injectable()
export class QueueDepths {
  constructor(private readonly queues: BullmqJobDispatcher) {}

  /** Every queue. Rejects when the queues can't be asked. */
  all(): Promise<QueueDepth[]> {
    return Promise.all(queueNames.map((queue) => this.of(queue)));
  }

  async of(queue: QueueName): Promise<QueueDepth> {
    const counts = await this.queues.counts(queue);
    return { queue, counts, oldestWaitMs: counts.waiting > 0 ? await this.queues.oldestWaitMs(queue) : 0 };
  }
}
