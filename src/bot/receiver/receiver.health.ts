import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../../observability';
import { ReceiverStatus } from './receiver-status';

/** Telegram being away makes the receiver degraded, not down: the process is still of use and goes on by itself. */
@Injectable()
export class ReceiverHealth extends HealthContributor {
  readonly name = 'receiver';
  readonly required = true;

  constructor(private readonly status: ReceiverStatus) {
    super();
  }

  async check(): Promise<HealthReport> {
    const { stuck, state, lastContactAt, lagMs, ...rest } = this.status.snapshot();
    return {
      state: stuck ? 'down' : state === 'waiting' ? 'degraded' : 'up',
      details: {
        ...rest,
        receiver: state,
        lagSeconds: Math.round(lagMs / 1000),
        lastContactSecondsAgo: lastContactAt === null ? null : Math.round((Date.now() - lastContactAt) / 1000),
      },
    };
  }
}
