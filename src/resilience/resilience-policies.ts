import { Injectable } from '@nestjs/common';
import { Bulkheads, type BulkheadSnapshot } from './bulkheads';
import { CircuitBreakers, type BreakerSnapshot } from './circuit-breakers';
import { RetryPolicies, type RetrySnapshot } from './retry-policies';
import { TimeLimits, type TimeLimitSnapshot } from './time-limits';

export type PolicySnapshot =
  ({ readonly kind: 'breaker' } & BreakerSnapshot) | RetrySnapshot | BulkheadSnapshot | TimeLimitSnapshot;

/** Everything that keeps this process out of trouble, in one list: breakers, retries, bulkheads and time limits. */
@Injectable()
export class ResiliencePolicies {
  constructor(
    readonly breakers: CircuitBreakers,
    readonly retries: RetryPolicies,
    readonly bulkheads: Bulkheads,
    readonly timeLimits: TimeLimits,
  ) {}

  list(): PolicySnapshot[] {
    return [
      ...this.breakers.list().map((breaker) => ({ kind: 'breaker' as const, ...breaker })),
      ...this.retries.list(),
      ...this.bulkheads.list(),
      ...this.timeLimits.list(),
    ];
  }
}
