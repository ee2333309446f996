import { Injectable } from '@nestjs/common';
import { DeadlineExceeded, withDeadline } from './deadline';
import { NamedPolicies } from './named-policies';

/** What an operator sees of a time limit. `exceeded` counts since the process started. */
export interface TimeLimitSnapshot {
  readonly kind: 'timeLimit';
  readonly name: string;
  readonly timeoutMs: number;
  readonly exceeded: number;
}

/** How long one kind of work may take. */
export class TimeLimit {
  private exceeded = 0;

  constructor(
    readonly name: string,
    readonly timeoutMs: number,
  ) {}

  /** See `withDeadline`: rejects with `DeadlineExceeded` or the outer signal's reason; the work is waited for. */
  async execute<T>(work: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T> {
    try {
      return await withDeadline(this.timeoutMs, work, outer);
    } catch (error) {
      if (error instanceof DeadlineExceeded) this.noteExceeded();
      throw error;
    }
  }

  /** For work that keeps the time itself. */
  noteExceeded(): void {
    this.exceeded += 1;
  }

  snapshot(): TimeLimitSnapshot {
    return { kind: 'timeLimit', name: this.name, timeoutMs: this.timeoutMs, exceeded: this.exceeded };
  }
}

/** Every time limit of this process, by name. */
@Injectable()
export class TimeLimits extends NamedPolicies<TimeLimit> {
  /** Throws when the name is taken. */
  create(name: string, timeoutMs: number): TimeLimit {
    return this.add(new TimeLimit(name, timeoutMs));
  }
}
