import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { MetricsContributor } from '../observability';
import { type BreakerSnapshot, CircuitBreakers } from './circuit-breakers';

const states: readonly BreakerSnapshot['state'][] = ['closed', 'half-open', 'open'];

/** The state of each circuit breaker of this process, and what it has let through. */
@Injectable()
export class BreakerMetrics extends MetricsContributor {
  private readonly state = new Gauge({
    name: 'bellhop_circuit_breaker_state',
    help: '1 for the state a circuit breaker is in, 0 for the others.',
    labelNames: ['breaker', 'state'],
    registers: [],
  });
  private readonly calls = new Counter({
    name: 'bellhop_circuit_breaker_calls_total',
    help: 'Calls by how they ended; "rejected" ones were not made.',
    labelNames: ['breaker', 'outcome'],
    registers: [],
  });
  private readonly opened = new Counter({
    name: 'bellhop_circuit_breaker_opened_total',
    help: 'Times a circuit breaker has opened.',
    labelNames: ['breaker'],
    registers: [],
  });
  readonly metrics = [this.state, this.calls, this.opened];

  constructor(private readonly breakers: CircuitBreakers) {
    super();
  }

  override sample(): void {
    // The breakers keep the counts themselves; here they are only copied.
    this.calls.reset();
    this.opened.reset();
    for (const { name: breaker, state, successes, failures, rejections, timesOpened } of this.breakers.list()) {
      for (const each of states) this.state.set({ breaker, state: each }, each === state ? 1 : 0);
      this.calls.inc({ breaker, outcome: 'success' }, successes);
      this.calls.inc({ breaker, outcome: 'failure' }, failures);
      this.calls.inc({ breaker, outcome: 'rejected' }, rejections);
      this.opened.inc({ breaker }, timesOpened);
    }
  }
}
