import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../common/clock';
import { CircuitBreakers } from './circuit-breakers';

/**
 * What keeps a sick dependency from making the whole house sick: breakers, deadlines and pauses that grow. It knows
 * nothing of what is called; which failures mean "unwell" is said by the caller.
 */
@Global()
@Module({
  providers: [
    {
      provide: CircuitBreakers,
      useFactory: (clock: Clock = new SystemClock()) => new CircuitBreakers(clock),
      inject: [{ token: Clock, optional: true }],
    },
  ],
  exports: [CircuitBreakers],
})
export class ResilienceModule {}
