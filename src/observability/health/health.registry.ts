import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { HealthContributor, type HealthReport } from './health-contributor';

const CHECK_TIMEOUT_MS = 1_500;

export interface NamedReport extends HealthReport {
  readonly name: string;
  readonly required: boolean;
}

/** Knows every `HealthContributor` of the application and asks them together, each within its time. */
@Injectable()
export class HealthRegistry implements OnModuleInit {
  private contributors: HealthContributor[] = [];
  private pending: Promise<NamedReport[]> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const found = instances.filter((instance) => instance instanceof HealthContributor);
    this.contributors = [...new Set(found)].sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Asks everybody. Questions that come while one is being answered share its answer, so no rate of asking costs more. */
  ask(): Promise<NamedReport[]> {
    this.pending ??= Promise.all(this.contributors.map(askOne)).finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }
}

async function askOne(contributor: HealthContributor): Promise<NamedReport> {
  const { name, required } = contributor;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<HealthReport>((resolve) => {
    timer = setTimeout(() => resolve(noAnswer), CHECK_TIMEOUT_MS);
  });
  try {
    return { name, required, ...(await Promise.race([contributor.check(), timeout])) };
  } catch (error) {
    return { name, required, state: 'down', details: { reason: error instanceof Error ? error.name : 'unknown' } };
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer: HealthReport = { state: 'down', details: { reason: `no answer within ${CHECK_TIMEOUT_MS} ms` } };
