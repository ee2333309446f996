import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { BoundedQuestion, NoAnswerInTime } from '../bounded-question';
import { HealthContributor, type HealthReport } from './health-contributor';

const CHECK_TIMEOUT_MS = 1_500;

export interface NamedReport extends HealthReport {
  readonly name: string;
  readonly required: boolean;
}

interface Part {
  readonly contributor: HealthContributor;
  readonly check: BoundedQuestion<HealthReport>;
}

/** Knows every `HealthContributor` of the application and asks them together, each within its time. */
@Injectable()
export class HealthRegistry implements OnModuleInit {
  private parts: Part[] = [];
  private pending: Promise<NamedReport[]> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const found = new Set(instances.filter((instance) => instance instanceof HealthContributor));
    this.parts = [...found]
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((contributor) => ({
        contributor,
        check: new BoundedQuestion(() => contributor.check(), CHECK_TIMEOUT_MS),
      }));
  }

  /**
   * Asks everybody. Questions that come while one is being answered share its answer, and a check that hangs is not begun
   * a second time, so no rate of asking costs more.
   */
  ask(): Promise<NamedReport[]> {
    this.pending ??= Promise.all(this.parts.map(askOne)).finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }
}

async function askOne({ contributor: { name, required }, check }: Part): Promise<NamedReport> {
  try {
    return { name, required, ...(await check.answer()) };
  } catch (error) {
    return { name, required, state: 'down', details: { reason: describe(error) } };
  }
}

function describe(error: unknown): string {
  if (error instanceof NoAnswerInTime) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}
