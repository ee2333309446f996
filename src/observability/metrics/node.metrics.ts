import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client';
import { version } from '../../common/version';
import { AppConfig, tierOf } from '../../config';
import { MetricsContributor } from './metrics-contributor';

/** What every Node process tells under the usual names (`process_*`, `nodejs_*`), and which Bellhop this is. */
@Injectable()
export class NodeMetrics extends MetricsContributor {
  readonly metrics: readonly Metric[];

  constructor(config: AppConfig) {
    super();
    const info = new Gauge({
      name: 'bellhop_info',
      help: 'Always 1; the labels tell what this process is.',
      labelNames: ['version', 'node', 'tier', 'roles'],
      registers: [],
    });
    info.set({ version, node: process.version, tier: tierOf(config), roles: config.server.roles.join(',') }, 1);
    this.metrics = [info, ...defaultMetrics()];
  }
}

/** prom-client puts its default metrics into a registry of its choice only; they are taken out of it again. */
function defaultMetrics(): Metric[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry.getMetricsAsArray().flatMap(({ name }) => registry.getSingleMetric(name) ?? []);
}
