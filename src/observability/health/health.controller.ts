import { Controller, Get, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
} from '@nestjs/terminus';
import { AppConfig, tierOf } from '../../config';
import { version } from '../../common/version';
import { EventLoopMonitor } from '../event-loop.monitor';
import { HealthRegistry, type NamedReport } from './health.registry';

/** What the process is, beside how it does. */
interface ProcessFacts {
  version: string;
  node: string;
  tier: string;
  roles: readonly string[];
  uptimeSeconds: number;
  eventLoopP99Ms: number;
  residentMegabytes: number;
}

/** Health for monitors and balancers. Open to all, so it tells states and numbers only. */
@Controller('health')
export class HealthController implements OnModuleDestroy, BeforeApplicationShutdown {
  private stopping = false;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly registry: HealthRegistry,
    private readonly config: AppConfig,
    private readonly eventLoop: EventLoopMonitor,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  /** Everything: 200 while every required part works, 503 otherwise. */
  @Get()
  @HealthCheck()
  async everything(): Promise<HealthCheckResult & { process: ProcessFacts }> {
    const reports = await this.registry.ask();
    const result = await this.health.check(this.toIndicators(reports));
    return { ...result, process: this.facts() };
  }

  /** Whether the process turns at all; a supervisor restarts it when this fails. */
  @Get('live')
  live(): { status: 'ok'; uptimeSeconds: number } {
    return { status: 'ok', uptimeSeconds: Math.round(process.uptime()) };
  }

  /** Whether work may be sent here: the required parts work, and the process is not stopping. */
  @Get('ready')
  @HealthCheck()
  async ready(): Promise<HealthCheckResult> {
    const required = (await this.registry.ask()).filter((report) => report.required);
    const lifecycle: NamedReport = { name: 'lifecycle', required: true, state: this.stopping ? 'down' : 'up' };
    return this.health.check(this.toIndicators([lifecycle, ...required]));
  }

  private toIndicators(reports: readonly NamedReport[]): HealthIndicatorFunction[] {
    return reports.map(({ name, required, state, details }) => () => {
      const indicator = this.indicators.check(name);
      const told = { state, ...details };
      return state === 'down' && required ? indicator.down(told) : indicator.up(told);
    });
  }

  private facts(): ProcessFacts {
    return {
      version,
      node: process.version,
      tier: tierOf(this.config),
      roles: this.config.server.roles,
      uptimeSeconds: Math.round(process.uptime()),
      eventLoopP99Ms: this.eventLoop.p99Ms(),
      residentMegabytes: Math.round(process.memoryUsage.rss() / (1 << 20)),
    };
  }
}
