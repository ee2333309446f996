import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdvisoryLeases } from './advisory-leases';
import { IdempotencyKeyEntity } from './idempotency-key.entity';
import { IdempotencyKeys } from './idempotency-keys';
import { Leases } from './leases';
import { PostgresRateLimiter } from './postgres-rate-limiter';
import { RateLimiter } from './rate-limiter';
import { RateWindow } from './rate-window.entity';
import { TaskRun } from './task-run.entity';
import { TaskRuns } from './task-runs';

/**
 * The room of what processes must agree on: who may do something alone, how often something was done, and when something
 * was last done. It knows neither tasks nor people, only names.
 */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([RateWindow, TaskRun, IdempotencyKeyEntity])],
  providers: [
    TaskRuns,
    IdempotencyKeys,
    { provide: Leases, useClass: AdvisoryLeases },
    { provide: RateLimiter, useClass: PostgresRateLimiter },
  ],
  exports: [IdempotencyKeys, Leases, RateLimiter, TaskRuns],
})
export class CoordinationModule {}
