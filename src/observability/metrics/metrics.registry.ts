import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Counter, Gauge, Registry } from 'prom-client';
import { BoundedQuestion } from '../bounded-question';
import { MetricsContributor } from './metrics-contributor';

const SAMPLE_TIMEOUT_MS = 1_000;

interface Source {
  readonly contributor: MetricsContributor;
  readonly sampling: BoundedQuestion<void> | undefined;
  /** `performance.now()` of the last sampling that went well. */
  sampledAt: number;
}

/** Knows every `MetricsContributor` of the application and renders what they have counted. */
@Injectable()
export class MetricsRegistry implements OnModuleInit {
  private readonly registry = new Registry();
  private readonly failures = new Counter({
    name: 'bellhop_metrics_sample_failures_total',
    help: 'Times a part of the application could not be asked for its figures at a scrape.',
    labelNames: ['source'],
    registers: [this.registry],
  });
  private sources: Source[] = [];
  private pending: Promise<string> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const found = new Set(instances.filter((instance) => instance instanceof MetricsContributor));
    this.sources = [...found].map((contributor) => {
      for (const metric of contributor.metrics) this.registry.registerMetric(metric);
      const sample = contributor.sample?.bind(contributor);
      const sampling = sample && new BoundedQuestion(sample, SAMPLE_TIMEOUT_MS);
      return { contributor, sampling, sampledAt: -Infinity };
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Every metric in Prometheus' text format, within about a second. Scrapes that meet share one answer. */
  render(): Promise<string> {
    this.pending ??= this.sampleAll()
      .then(() => this.registry.metrics())
      .finally(() => {
        this.pending = undefined;
      });
    return this.pending;
  }

  private async sampleAll(): Promise<void> {
    await Promise.all(this.sources.map((source) => this.sample(source)));
  }

  private async sample(source: Source): Promise<void> {
    const { contributor, sampling, sampledAt } = source;
    if (performance.now() - sampledAt < (contributor.sampleEveryMs ?? 0)) return;
    try {
      await sampling?.answer();
      source.sampledAt = performance.now();
    } catch {
      source.sampledAt = -Infinity;
      this.failures.inc({ source: contributor.constructor.name });
      for (const metric of contributor.metrics) if (metric instanceof Gauge) metric.reset();
    }
  }
}
