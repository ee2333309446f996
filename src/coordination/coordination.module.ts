import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RedisConnection } from '../redis';
import { AdvisoryLeases } from './advisory-leases';
import { IdempotencyKeyEntity } from './idempotency-key.entity';
import { IdempotencyKeys } from './idempotency-keys';
import { Leases } from './leases';
import { Pace } from './pace.entity';
import { PostgresRateLimiter } from './postgres-rate-limiter';
import { PostgresSharedPacer } from './postgres-shared-pacer';
import { RateLimiter } from './rate-limiter';
import { RateWindow } from './rate-window.entity';
import { RedisLeases } from './redis-leases';
import { RedisRateLimiter } from './redis-rate-limiter';
import { RedisSharedPacer } from './redis-shared-pacer';
import { SharedPacer } from './shared-pacer';
import { TaskRun } from './task-run.entity';
import { TaskRuns } from './task-runs';

const REDIS_IF_ANY = { token: RedisConnection, optional: true };

/**
 * The room of what processes must agree on: who may do something alone, how often something was done, how fast it may be
 * done, and when something was last done. It knows neither tasks nor people, only names.
 */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([RateWindow, TaskRun, Pace, IdempotencyKeyEntity])],
  providers: [
    TaskRuns,
    IdempotencyKeys,
    AdvisoryLeases,
    PostgresRateLimiter,
    {
      provide: Leases,
      inject: [AdvisoryLeases, REDIS_IF_ANY],
      useFactory: (database: AdvisoryLeases, redis?: RedisConnection): Leases =>
        redis ? new RedisLeases(redis, database) : database,
    },
    {
      provide: RateLimiter,
      inject: [PostgresRateLimiter, REDIS_IF_ANY],
      useFactory: (database: PostgresRateLimiter, redis?: RedisConnection): RateLimiter =>
        redis ? new RedisRateLimiter(redis, database) : database,
    },
    PostgresSharedPacer,
    {
      provide: SharedPacer,
      inject: [PostgresSharedPacer, REDIS_IF_ANY],
      useFactory: (database: PostgresSharedPacer, redis?: RedisConnection): SharedPacer =>
        redis ? new RedisSharedPacer(redis, database) : database,
    },
  ],
  exports: [IdempotencyKeys, Leases, RateLimiter, SharedPacer, TaskRuns],
})
export class CoordinationModule {}
