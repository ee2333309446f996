import { Injectable } from '@nestjs/common';
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  circuitBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import { Clock } from '../common/clock';
import { NamedPolicies } from './named-policies';

export interface BreakerLimits {
  /** Failures in a row, with no success between them, after which a dependency counts as unwell. */
  readonly failuresToOpen: number;
  /** How long an open breaker waits before it lets one call try; doubles with every failed try. */
  readonly firstRestMs: number;
  readonly longestRestMs: number;
}

const USUAL_LIMITS: BreakerLimits = { failuresToOpen: 8, firstRestMs: 1_000, longestRestMs: 30_000 };

/** Thrown instead of calling: the dependency has just failed repeatedly and is left in peace for a moment. */
export class CircuitOpen extends Error {
  constructor(readonly breaker: string) {
    super(`circuit breaker "${breaker}" is open`);
    this.name = 'CircuitOpen';
  }
}

/** What an operator sees of a breaker. Counts are since the process started. */
export interface BreakerSnapshot {
  name: string;
  state: 'closed' | 'open' | 'half-open';
  /** When the current state began; milliseconds since the epoch. */
  sinceMs: number;
  /** Calls that ended with an answer, refusals included: a dependency that refuses is well. */
  successes: number;
  failures: number;
  /** Calls that were not made because the breaker was open. */
  rejections: number;
  timesOpened: number;
}

export interface CircuitBreaker {
  readonly name: string;
  /** Runs `call`, or throws `CircuitOpen` without running it. */
  execute<T>(call: () => Promise<T>): Promise<T>;
  snapshot(): BreakerSnapshot;
}

type StateListener = (snapshot: BreakerSnapshot) => void;

/** Every breaker of this process, by name, so that health, metrics and alerts can list them without knowing who uses them. */
@Injectable()
export class CircuitBreakers extends NamedPolicies<CircuitBreaker> {
  private readonly listeners = new Set<StateListener>();

  constructor(private readonly clock: Clock) {
    super();
  }

  /**
   * Creates the breaker of one dependency. Unless `limits` say otherwise it opens after eight failures in a row, lets a
   * single call try after 1 s (then 2 s, 4 s … up to 30 s), and closes with the first success. Only errors for which `isFailure` answers true
   * count as failures. Throws when the name is taken: two owners would hide each other's numbers.
   */
  create(name: string, isFailure: (error: Error) => boolean, limits: BreakerLimits = USUAL_LIMITS): CircuitBreaker {
    return this.add(
      new CountingBreaker(name, isFailure, limits, this.clock, (snapshot) => {
        for (const listener of this.listeners) listener(snapshot);
      }),
    );
  }

  /** Calls `listener` on every change of state. Answers how to stop listening. */
  onStateChange(listener: StateListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

class CountingBreaker implements CircuitBreaker {
  private readonly policy: CircuitBreakerPolicy;
  private sinceMs: number;
  private successes = 0;
  private failures = 0;
  private rejections = 0;
  private timesOpened = 0;

  constructor(
    readonly name: string,
    private readonly isFailure: (error: Error) => boolean,
    { failuresToOpen, firstRestMs, longestRestMs }: BreakerLimits,
    clock: Clock,
    onStateChange: StateListener,
  ) {
    this.sinceMs = clock.now();
    this.policy = circuitBreaker(handleWhen(isFailure), {
      breaker: new ConsecutiveBreaker(failuresToOpen),
      halfOpenAfter: new DelegateBackoff<IHalfOpenAfterBackoffContext>(({ attempt }) =>
        Math.min(longestRestMs, firstRestMs * 2 ** (attempt - 1)),
      ),
    });
    this.policy.onStateChange((state) => {
      this.sinceMs = clock.now();
      if (state === CircuitState.Open) this.timesOpened += 1;
      onStateChange(this.snapshot());
    });
  }

  async execute<T>(call: () => Promise<T>): Promise<T> {
    // While one call tries whether the dependency is back, the others fail at once instead of waiting for its outcome.
    if (this.policy.state === CircuitState.HalfOpen) {
      this.rejections += 1;
      throw new CircuitOpen(this.name);
    }
    try {
      const result = await this.policy.execute(call);
      this.successes += 1;
      return result;
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        this.rejections += 1;
        throw new CircuitOpen(this.name);
      }
      if (error instanceof Error && this.isFailure(error)) this.failures += 1;
      else this.successes += 1;
      throw error;
    }
  }

  snapshot(): BreakerSnapshot {
    return {
      name: this.name,
      state: describeState(this.policy.state),
      sinceMs: this.sinceMs,
      successes: this.successes,
      failures: this.failures,
      rejections: this.rejections,
      timesOpened: this.timesOpened,
    };
  }
}

function describeState(state: CircuitState): BreakerSnapshot['state'] {
  if (state === CircuitState.Closed) return 'closed';
  return state === CircuitState.HalfOpen ? 'half-open' : 'open';
}
