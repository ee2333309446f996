import { Injectable } from '@nestjs/common';
import { AppError } from '../common/app-error';
import { NamedPolicies } from './named-policies';

export interface BulkheadSettings {
  /** How many may be inside at once. */
  readonly places: number;
  /** Places that only urgent work may take; the last place is never reserved away from the rest. Default 0. */
  readonly reserved?: number;
  /** How many may wait for a place; the next is refused. Default: no bound, for callers that are bounded themselves. */
  readonly maxWaiting?: number;
}

/** What an operator sees of a bulkhead. `refused` counts since the process started. */
export interface BulkheadSnapshot {
  readonly kind: 'bulkhead';
  readonly name: string;
  readonly places: number;
  readonly reserved: number;
  readonly busy: number;
  readonly waiting: number;
  readonly refused: number;
}

/** There is no place, and enough others wait for one already. */
export class BulkheadFull extends AppError {
  constructor(readonly bulkhead: string) {
    super({ code: 'resilience.bulkhead-full', messageKey: 'errors.busy', params: { bulkhead }, retryable: true });
  }
}

interface Entrant {
  readonly isUrgent: boolean;
  readonly group: string;
  enter(): void;
}

export interface EntryOptions {
  /** Somebody waits for it: it may take reserved places and goes before what is not urgent. Default false. */
  readonly urgent?: boolean;
  /** Whom it is for: a place that becomes free goes to the waiting group that holds the fewest. Default: all are one. */
  readonly group?: string;
  readonly signal?: AbortSignal;
}

/**
 * A fixed number of places for work of one kind, so that it can't take all there is of something. Urgent work first,
 * then whichever group has the fewest inside, else first come first served. (Cockatiel's bulkhead knows neither urgency nor waiting that can be called off.)
 */
export class Bulkhead {
  private readonly reserved: number;
  private busy = 0;
  private refused = 0;
  private readonly waiting: Entrant[] = [];
  private readonly inside = new Map<string, number>();

  constructor(
    readonly name: string,
    private readonly settings: BulkheadSettings,
  ) {
    this.reserved = Math.min(settings.reserved ?? 0, settings.places - 1);
  }

  /**
   * Resolves with a function that gives the place back (safe to call twice). Throws `BulkheadFull` when too many wait, and the
   * signal's reason when that is aborted first.
   */
  async enter({ urgent = false, group = '', signal }: EntryOptions = {}): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.hasPlaceFor(urgent) && !this.waiting.some(({ isUrgent }) => isUrgent || !urgent)) this.take(group);
    else await this.wait(urgent, group, signal);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.busy -= 1;
      this.inside.set(group, this.insideOf(group) - 1);
      this.admit();
    };
  }

  /** Runs `work` in a place of its own. Throws as `enter` does, and what the work throws. */
  async run<T>(work: () => Promise<T>, options?: EntryOptions): Promise<T> {
    const leave = await this.enter(options);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  snapshot(): BulkheadSnapshot {
    const { name, reserved, busy, refused } = this;
    return {
      kind: 'bulkhead',
      name,
      places: this.settings.places,
      reserved,
      busy,
      waiting: this.waiting.length,
      refused,
    };
  }

  private hasPlaceFor(isUrgent: boolean): boolean {
    return this.busy < this.settings.places - (isUrgent ? 0 : this.reserved);
  }

  private wait(isUrgent: boolean, group: string, signal: AbortSignal | undefined): Promise<void> {
    if (this.waiting.length >= (this.settings.maxWaiting ?? Infinity)) {
      this.refused += 1;
      throw new BulkheadFull(this.name);
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(entrant), 1);
        reject(signal?.reason as Error);
      };
      const entrant: Entrant = {
        isUrgent,
        group,
        enter: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      this.waiting.push(entrant);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  private admit(): void {
    for (let next = this.nextInLine(); next && this.hasPlaceFor(next.isUrgent); next = this.nextInLine()) {
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.take(next.group);
      next.enter();
    }
  }

  private nextInLine(): Entrant | undefined {
    const urgent = this.waiting.filter(({ isUrgent }) => isUrgent);
    const candidates = urgent.length > 0 ? urgent : this.waiting;
    const fewest = Math.min(...candidates.map(({ group }) => this.insideOf(group)));
    return candidates.find(({ group }) => this.insideOf(group) === fewest);
  }

  private take(group: string): void {
    this.busy += 1;
    this.inside.set(group, this.insideOf(group) + 1);
  }

  private insideOf(group: string): number {
    return this.inside.get(group) ?? 0;
  }
}

/** Every bulkhead of this process, by name. */
@Injectable()
export class Bulkheads extends NamedPolicies<Bulkhead> {
  /** Throws when the name is taken. */
  create(name: string, settings: BulkheadSettings): Bulkhead {
    return this.add(new Bulkhead(name, settings));
  }
}
