import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Headers, Res, UnauthorizedException } from '@nestjs/common';
import type { Response } from 'express';
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
    if (metricsToken !== null && !isSame(authorization ?? '', `Bearer ${metricsToken}`)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      throw new UnauthorizedException();
    }
    response.setHeader('Content-Type', this.metrics.contentType);
    return this.metrics.render();
  }
}

/** Takes the same time for every guess: what is compared are hashes of one length. */
function isSame(offered: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered), digest(expected));
}
