import type { DiscoveryService } from '@nestjs/core';
import { Counter, Gauge } from 'prom-client';
import { MetricsContributor } from './metrics-contributor';
import { MetricsRegistry } from './metrics.registry';

const registryOf = (...contributors: MetricsContributor[]): MetricsRegistry => {
  const getProviders = () => contributors.map((instance) => ({ instance }));
  const registry = new MetricsRegistry({ getProviders } as unknown as DiscoveryService);
  registry.onModuleInit();
  return registry;
};

class Taps extends MetricsContributor {
  readonly taps = new Counter({ name: 'taps_total', help: 'Taps.', labelNames: ['button'], registers: [] });
  readonly metrics = [this.taps];
}

class Depth extends MetricsContributor {
  private readonly depth = new Gauge({ name: 'depth', help: 'Depth.', labelNames: ['queue'], registers: [] });
  readonly metrics = [this.depth];
  ask: () => Promise<number> = async () => 3;

  override async sample(): Promise<void> {
    this.depth.set({ queue: 'media' }, await this.ask());
  }
}

describe('the metrics', () => {
  it('tell what the parts of the application have counted', async () => {
    const taps = new Taps();
    const registry = registryOf(taps);
    taps.taps.inc({ button: 'ok' }, 2);
    expect(await registry.render()).toContain('taps_total{button="ok"} 2');
  });

  it('ask for what is only known by asking, at each scrape', async () => {
    const depth = new Depth();
    const registry = registryOf(depth);
    expect(await registry.render()).toContain('depth{queue="media"} 3');
    depth.ask = async () => 4;
    expect(await registry.render()).toContain('depth{queue="media"} 4');
  });

  it('leave out a figure that can not be had, and say so, instead of repeating the last one', async () => {
    const depth = new Depth();
    const registry = registryOf(depth);
    await registry.render();
    depth.ask = () => Promise.reject(new Error('away'));
    const text = await registry.render();
    expect(text).not.toContain('depth{');
    expect(text).toContain('bellhop_metrics_sample_failures_total{source="Depth"} 1');
  });

  it('are not held up by somebody who does not answer', async () => {
    const depth = new Depth();
    depth.ask = () => new Promise(() => undefined);
    const text = await registryOf(depth, new Taps()).render();
    expect(text).toContain('# TYPE taps_total counter');
    expect(text).not.toContain('depth{');
  });

  it('refuse two parts that use one name', () => {
    expect(() => registryOf(new Taps(), new Taps())).toThrow(/taps_total/);
  });
});
