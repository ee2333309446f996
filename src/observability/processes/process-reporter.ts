import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { version } from '../../common/version';
import { AppConfig } from '../../config';
import { ErrorRecorder } from '../errors/error-recorder';
import { HealthRegistry } from '../health/health.registry';
import { ProcessReports } from './process-reports';

/** Says every few seconds how this process does, where other processes can read it. */
@Injectable()
export class ProcessReporter implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(ProcessReporter.name);
  private readonly processId = randomUUID();
  private readonly startedAt = new Date(Date.now() - process.uptime() * 1000);
  private reporting: Promise<void> = Promise.resolve();
  private isReporting = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly reports: ProcessReports,
    private readonly health: HealthRegistry,
    private readonly errors: ErrorRecorder,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.reportUnlessBusy(), this.config.monitoring.checkIntervalMs);
    this.timer.unref();
    this.reportUnlessBusy();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** A process that ends on purpose is no longer listed. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.reporting;
    await this.reports.remove(this.processId).catch(() => undefined);
  }

  private reportUnlessBusy(): void {
    if (this.isReporting) return;
    this.isReporting = true;
    this.reporting = this.report()
      .catch((error: unknown) => this.logger.debug({ msg: 'this process could not report itself', err: error }))
      .finally(() => {
        this.isReporting = false;
      });
  }

  private async report(): Promise<void> {
    await this.reports.write(this.processId, this.startedAt, {
      host: hostname(),
      pid: process.pid,
      version,
      roles: this.config.server.roles,
      parts: await this.health.ask(),
      errorsLastMinute: this.errors.lastMinute(),
    });
  }
}
