export { Backoff, type BackoffOptions } from './backoff';
export {
  CircuitBreakers,
  CircuitOpen,
  type BreakerLimits,
  type BreakerSnapshot,
  type CircuitBreaker,
} from './circuit-breakers';
export { DeadlineExceeded, withDeadline } from './deadline';
export { pause } from './pause';
export { ResilienceModule } from './resilience.module';
export { untilAborted } from './until-aborted';
