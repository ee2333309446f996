import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdvisoryLeases } from './advisory-leases';
import { Leases } from './leases';
import { PostgresRateLimiter } from './postgres-rate-limiter';
import { RateLimiter } from './rate-limiter';
import { RateWindow } from './rate-window.entity';

/**
 * The room of what processes must agree on: who may do something alone, and how often something was done. It knows neither
 * tasks nor people, only names.
 */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([RateWindow])],
  providers: [
    { provide: Leases, useClass: AdvisoryLeases },
    { provide: RateLimiter, useClass: PostgresRateLimiter },
  ],
  exports: [Leases, RateLimiter],
})
export class CoordinationModule {}
