import { Controller, Get, Header, Headers, Res, UnauthorizedException } from '@nestjs/common';
import type { Response } from 'express';
import { isSameSecret } from '../../common/same-secret';
import { AppConfig } from '../../config';
import { MetricsRegistry } from './metrics.registry';

/**
 * Figures for Prometheus. Open like `/health`, since it tells numbers only; with `METRICS_TOKEN` set, whoever asks must
 * bring it as a bearer token.
 */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: MetricsRegistry,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async scrape(
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { metricsToken } = this.config.monitoring;
    if (metricsToken !== null && !isSameSecret(authorization ?? '', `Bearer ${metricsToken}`)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      throw new UnauthorizedException();
    }
    response.setHeader('Content-Type', this.metrics.contentType);
    return this.metrics.render();
  }
}
