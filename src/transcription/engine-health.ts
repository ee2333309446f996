import { type Clock } from '../common/clock';
import { EngineRateLimited, EngineResting, TranscriptionError } from './transcription.errors';

/** What this room needs of a circuit breaker; the resilience room's `CircuitBreaker` is one. */
export interface EngineBreaker {
  /** Runs the call, or throws `CircuitOpen` (told by its name) without running it. */
  execute<T>(call: () => Promise<T>): Promise<T>;
}

/** Makes the breaker of one engine; only errors for which `isFailure` answers true may open it. */
export type CreateEngineBreaker = (name: string, isFailure: (error: Error) => boolean) => EngineBreaker;

/**
 * Keeps a sick engine from costing every person its timeout: one breaker per engine, and a pause for as long as a
 * server asked for with 429. A recording that can't be worked says nothing about the engine and counts for neither.
 */
export class EngineHealth {
  private readonly breakers = new Map<string, EngineBreaker>();
  private readonly pausedUntil = new Map<string, number>();

  constructor(
    private readonly createBreaker: CreateEngineBreaker,
    private readonly clock: Clock,
  ) {}

  /** Whether the engine asked to be left alone for now. An open breaker is only known by trying. */
  isPaused(engineId: string): boolean {
    return (this.pausedUntil.get(engineId) ?? 0) > this.clock.now();
  }

  /** Runs one call to an engine, or throws `EngineResting` without running it. */
  async execute<T>(engineId: string, call: () => Promise<T>): Promise<T> {
    if (this.isPaused(engineId)) throw new EngineResting(engineId);
    try {
      return await this.breakerOf(engineId).execute(call);
    } catch (error) {
      if (error instanceof EngineRateLimited) {
        this.pausedUntil.set(engineId, this.clock.now() + error.retryAfterSeconds * 1000);
      }
      if (error instanceof Error && error.name === 'CircuitOpen') throw new EngineResting(engineId);
      throw error;
    }
  }

  private breakerOf(engineId: string): EngineBreaker {
    let breaker = this.breakers.get(engineId);
    if (!breaker) {
      breaker = this.createBreaker(`transcription.${engineId}`, isEngineUnwell);
      this.breakers.set(engineId, breaker);
    }
    return breaker;
  }
}

function isEngineUnwell(error: Error): boolean {
  return error instanceof TranscriptionError && error.engineUnwell;
}
