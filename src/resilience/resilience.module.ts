import { Global, Module } from '@nestjs/common';
import { CommonModule } from '../common/common.module';
import { BreakerMetrics } from './breakers.metrics';
import { Bulkheads } from './bulkheads';
import { CircuitBreakers } from './circuit-breakers';
import { ResilienceHealth } from './resilience.health';
import { ResiliencePolicies } from './resilience-policies';
import { RetryPolicies } from './retry-policies';
import { RightOfWay } from './right-of-way';
import { TimeLimits } from './time-limits';

/**
 * What keeps a sick dependency from making the whole house sick: breakers, retries, bulkheads and time
 * limits, all named and listed. It knows nothing of what is called; which failures mean "unwell" is said by the caller.
 */
@Global()
@Module({
  imports: [CommonModule],
  providers: [
    CircuitBreakers,
    RetryPolicies,
    Bulkheads,
    RightOfWay,
    TimeLimits,
    ResiliencePolicies,
    ResilienceHealth,
    BreakerMetrics,
  ],
  exports: [CircuitBreakers, RetryPolicies, Bulkheads, RightOfWay, TimeLimits, ResiliencePolicies],
})
export class ResilienceModule {}
