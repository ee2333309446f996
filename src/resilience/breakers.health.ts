import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { CircuitBreakers } from './circuit-breakers';

/** Every circuit breaker and its state. One that is open spares a sick dependency; the rest of the process works on. */
@Injectable()
export class BreakersHealth extends HealthContributor {
  readonly name = 'breakers';
  readonly required = false;

  constructor(private readonly breakers: CircuitBreakers) {
    super();
  }

  async check(): Promise<HealthReport> {
    const breakers = this.breakers.list();
    return {
      state: breakers.every(({ state }) => state === 'closed') ? 'up' : 'degraded',
      details: Object.fromEntries(breakers.map(({ name, state }) => [name, state])),
    };
  }
}
