export { CoordinationModule } from './coordination.module';
export { IdempotencyKeys, type IdempotencyPlace } from './idempotency-keys';
export { Leases, type Lease } from './leases';
export { TaskRuns, type LastRun } from './task-runs';
export { RateLimiter, type RateVerdict } from './rate-limiter';
export { SharedPacer, type PaceGrant, type PaceLimits, type PaceState } from './shared-pacer';
