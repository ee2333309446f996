export { describeError } from './describe-error';
export { EventLoopMonitor } from './event-loop.monitor';
export { HealthContributor, type HealthReport } from './health/health-contributor';
export { HealthRegistry } from './health/health.registry';
export { MetricsContributor } from './metrics/metrics-contributor';
export { tellsSharedFigures } from './metrics/shared-figures';
export { LogContext, type LogFields } from './log-context';
export { ObservabilityModule } from './observability.module';
export { createRootLogger, type RootLogger } from './root-logger';
