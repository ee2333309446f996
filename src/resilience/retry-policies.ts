import { Injectable } from '@nestjs/common';
import { type GrowingPause, growingPauseMs } from './growing-pause';
import { NamedPolicies } from './named-policies';
import { pause } from './pause';

export interface RetrySettings extends GrowingPause {
  /** Runs in all, the first included; `Infinity`: until somebody calls it off. */
  readonly attempts: number;
}

/** What an operator sees of a retry policy. Counts are since the process started. */
export interface RetrySnapshot extends RetrySettings {
  readonly kind: 'retry';
  readonly name: string;
  /** Attempts after a failure. */
  readonly retries: number;
  /** Pieces of work that failed for the last time. */
  readonly givenUp: number;
}

/**
 * How one kind of work is tried again. Work that is tried again within one call uses `execute`; work whose attempts are
 * counted elsewhere, in a row or by a queue, asks `pauseAfter` and says what came of it.
 */
export class RetryPolicy {
  private retries = 0;
  private givenUp = 0;

  constructor(
    readonly name: string,
    readonly settings: RetrySettings,
    private readonly random: () => number = Math.random,
  ) {}

  /**
   * Milliseconds to wait after `failures` runs have failed; `null`: that was the last. An error that says how long to wait
   * (`retryAfterSeconds`) is obeyed when that is longer. Counts what it answers.
   */
  pauseAfter(failures: number, error?: unknown): number | null {
    if (failures >= this.settings.attempts) {
      this.givenUp += 1;
      return null;
    }
    this.retries += 1;
    return Math.max(growingPauseMs(failures, this.settings, this.random), askedPauseMs(error));
  }

  /** For work that can't succeed whatever is tried. */
  noteGivenUp(): void {
    this.givenUp += 1;
  }

  /**
   * Runs `work` until it succeeds, its attempts are used up, it fails with an error for which `isRetryable` answers false, or
   * `signal` is aborted; then rejects with its last error.
   */
  async execute<T>(
    work: () => Promise<T>,
    { isRetryable, signal }: { isRetryable: (error: Error) => boolean; signal?: AbortSignal },
  ): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await work();
      } catch (error) {
        if (signal?.aborted || !(error instanceof Error && isRetryable(error))) throw error;
        const pauseMs = this.pauseAfter(failures, error);
        if (pauseMs === null) throw error;
        // Cockatiel's own retry would wait out its pause although it was called off.
        await pause(pauseMs, signal);
        if (signal?.aborted) throw error;
      }
    }
  }

  snapshot(): RetrySnapshot {
    return { kind: 'retry', name: this.name, ...this.settings, retries: this.retries, givenUp: this.givenUp };
  }
}

/** Every way in which this process tries things again, by name: each kind of work has one, and so one owner of its retries. */
@Injectable()
export class RetryPolicies extends NamedPolicies<RetryPolicy> {
  /** Throws when the name is taken. */
  create(name: string, settings: RetrySettings): RetryPolicy {
    return this.add(new RetryPolicy(name, settings));
  }
}

function askedPauseMs(error: unknown): number {
  const { retryAfterSeconds } = (error ?? {}) as { retryAfterSeconds?: unknown };
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : 0;
}
