import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { type PolicySnapshot, ResiliencePolicies } from './resilience-policies';

/** Every breaker, retry policy, bulkhead and time limit of this process, with its state and counters. */
@Injectable()
export class ResilienceHealth extends HealthContributor {
  readonly name = 'resilience';
  readonly required = false;

  constructor(private readonly policies: ResiliencePolicies) {
    super();
  }

  async check(): Promise<HealthReport> {
    const policies = this.policies.list();
    const isOpen = policies.some((policy) => policy.kind === 'breaker' && policy.state !== 'closed');
    return {
      state: isOpen ? 'degraded' : 'up',
      details: Object.fromEntries(policies.flatMap((policy) => describe(policy))),
    };
  }
}

function describe(policy: PolicySnapshot): [string, string | number][] {
  const { kind, name } = policy;
  const told = (facts: Record<string, string | number>): [string, string | number][] =>
    Object.entries(facts).map(([fact, value]) => [`${kind}.${name}.${fact}`, value]);
  switch (policy.kind) {
    case 'breaker': {
      const { state, failures, rejections, timesOpened } = policy;
      return told({ state, failures, rejections, timesOpened });
    }
    case 'retry': {
      const { attempts, retries, givenUp } = policy;
      return told({ attempts: Number.isFinite(attempts) ? attempts : 'endless', retries, givenUp });
    }
    case 'bulkhead': {
      const { places, reserved, busy, waiting, refused } = policy;
      return told({ places, reserved, busy, waiting, refused });
    }
    case 'timeLimit':
      return told({ seconds: policy.timeoutMs / 1000, exceeded: policy.exceeded });
  }
}
