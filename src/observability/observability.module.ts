import { type DynamicModule, Global, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoggerModule } from 'nestjs-pino';
import { ErrorRecord } from './errors/error-record.entity';
import { ErrorRecorder } from './errors/error-recorder';
import { ErrorRecords } from './errors/error-records';
import { EventLoopMonitor } from './event-loop.monitor';
import { DatabaseHealth } from './health/database.health';
import { HealthController } from './health/health.controller';
import { HealthSnapshotRow } from './health/health-snapshot.entity';
import { HealthSnapshots } from './health/health-snapshots';
import { HealthRegistry } from './health/health.registry';
import { DatabaseMetrics } from './metrics/database.metrics';
import { ErrorsMetrics } from './metrics/errors.metrics';
import { HttpMetrics } from './metrics/http.metrics';
import { MetricsController } from './metrics/metrics.controller';
import { MetricsRegistry } from './metrics/metrics.registry';
import { NodeMetrics } from './metrics/node.metrics';
import { ProcessReportRow } from './processes/process-report.entity';
import { ProcessReporter } from './processes/process-reporter';
import { ProcessReports } from './processes/process-reports';
import type { RootLogger } from './root-logger';

/**
 * The room that lets an operator see: logs, health, metrics, load. It reports what others tell it and decides nothing;
 * rooms speak through `HealthContributor`, `MetricsContributor` and Nest's `Logger`.
 */
@Global()
@Module({})
export class ObservabilityModule implements NestModule {
  constructor(private readonly http: HttpMetrics) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(this.http.middleware).forRoutes('{*path}');
  }

  static forRoot(logger: RootLogger): DynamicModule {
    return {
      module: ObservabilityModule,
      imports: [
        LoggerModule.forRoot({ pinoHttp: { logger, autoLogging: false, quietReqLogger: true } }),
        // Terminus prints the whole answer as an error at every failing check; `/health` itself says it better.
        TerminusModule.forRoot({ logger: false }),
        DiscoveryModule,
        TypeOrmModule.forFeature([ErrorRecord, ProcessReportRow, HealthSnapshotRow]),
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        EventLoopMonitor,
        HealthRegistry,
        DatabaseHealth,
        MetricsRegistry,
        NodeMetrics,
        DatabaseMetrics,
        HttpMetrics,
        ErrorRecords,
        ErrorRecorder,
        ErrorsMetrics,
        ProcessReports,
        ProcessReporter,
        HealthSnapshots,
      ],
      exports: [EventLoopMonitor, HealthRegistry, ErrorRecorder, ErrorRecords, ProcessReports, HealthSnapshots],
    };
  }
}
