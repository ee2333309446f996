import { Global, Module } from '@nestjs/common';
import { CommonModule } from '../common/common.module';
import { BreakersHealth } from './breakers.health';
import { BreakerMetrics } from './breakers.metrics';
import { CircuitBreakers } from './circuit-breakers';

/**
 * What keeps a sick dependency from making the whole house sick: breakers, deadlines and pauses that grow. It knows
 * nothing of what is called; which failures mean "unwell" is said by the caller.
 */
@Global()
@Module({
  imports: [CommonModule],
  providers: [CircuitBreakers, BreakersHealth, BreakerMetrics],
  exports: [CircuitBreakers],
})
export class ResilienceModule {}
