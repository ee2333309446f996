export { Backoff, type BackoffOptions } from './backoff';
export { Bulkhead, BulkheadFull, Bulkheads, type BulkheadSettings, type BulkheadSnapshot } from './bulkheads';
export {
  CircuitBreakers,
  CircuitOpen,
  type BreakerLimits,
  type BreakerSnapshot,
  type CircuitBreaker,
} from './circuit-breakers';
export { DeadlineExceeded, withDeadline } from './deadline';
export { type GrowingPause } from './growing-pause';
export { orAborted } from './or-aborted';
export { pause } from './pause';
export { ResilienceModule } from './resilience.module';
export { ResiliencePolicies, type PolicySnapshot } from './resilience-policies';
export { RetryPolicies, RetryPolicy, type RetrySettings, type RetrySnapshot } from './retry-policies';
export { RightOfWay } from './right-of-way';
export { TimeLimit, TimeLimits, type TimeLimitSnapshot } from './time-limits';
export { untilAborted } from './until-aborted';
