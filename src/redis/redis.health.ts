import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { HealthContributor, type HealthReport } from '../observability';
import { RedisConnection } from './redis-connection';

/** Whether Redis can be used, from the last heartbeat. Not required: everything has something to fall back on. */
@Injectable()
export class RedisHealth extends HealthContributor {
  readonly name = 'redis';
  readonly required = false;

  constructor(
    private readonly connection: RedisConnection,
    private readonly clock: Clock,
  ) {
    super();
  }

  check(): Promise<HealthReport> {
    const { isAvailable, sinceMs, timesLost, latencyMs, reason } = this.connection.status();
    const seconds = Math.round((this.clock.now() - sinceMs) / 1000);
    const report: HealthReport = isAvailable
      ? { state: 'up', details: { latencyMs, timesLost, upSeconds: seconds } }
      : { state: 'degraded', details: { reason, timesLost, awaySeconds: seconds } };
    return Promise.resolve(report);
  }
}
