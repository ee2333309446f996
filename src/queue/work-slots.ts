interface Waiting {
  readonly queue: string;
  readonly enter: () => void;
}

/** Of the places, this share is never held by one queue alone. */
const SHARE_OF_OTHERS = 1 / 3;

/**
 * A fixed number of places for work: `THREAD_POOL_SIZE` over all queues of a process. No queue holds more than two thirds of
 * them, and one that becomes free goes to the waiting queue that holds the fewest, so that a flood in one queue, or work
 * that holds its places for long, never stops another. Within a queue it is first come first served.
 */
export class WorkSlots {
  private free: number;
  private readonly mostForOne: number;
  private readonly held = new Map<string, number>();
  private readonly waiting: Waiting[] = [];

  constructor(size: number) {
    this.free = size;
    this.mostForOne = size - Math.floor(size * SHARE_OF_OTHERS);
  }

  /** Resolves with a function that gives the place back (safe to call twice). Rejects when `signal` aborts first. */
  async acquire(queue: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.mayTake(queue)) this.take(queue);
    else await this.waitForPlace(queue, signal);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.free++;
      this.held.set(queue, this.heldBy(queue) - 1);
      this.passOn();
    };
  }

  private mayTake(queue: string): boolean {
    return this.free > 0 && this.heldBy(queue) < this.mostForOne;
  }

  private take(queue: string): void {
    this.free--;
    this.held.set(queue, this.heldBy(queue) + 1);
  }

  private heldBy(queue: string): number {
    return this.held.get(queue) ?? 0;
  }

  private passOn(): void {
    let next: Waiting | undefined;
    for (const candidate of this.waiting) {
      if (!this.mayTake(candidate.queue)) continue;
      if (!next || this.heldBy(candidate.queue) < this.heldBy(next.queue)) next = candidate;
    }
    next?.enter();
  }

  private waitForPlace(queue: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const remove = (): void => void this.waiting.splice(this.waiting.indexOf(waiter), 1);
      const leave = (): void => {
        remove();
        reject(signal.reason as Error);
      };
      const waiter: Waiting = {
        queue,
        enter: () => {
          signal.removeEventListener('abort', leave);
          remove();
          this.take(queue);
          resolve();
        },
      };
      this.waiting.push(waiter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
