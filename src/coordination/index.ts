export { CoordinationModule } from './coordination.module';
export { Leases, type Lease } from './leases';
export { RateLimiter, type RateVerdict } from './rate-limiter';
