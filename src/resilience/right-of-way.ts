import { Injectable } from '@nestjs/common';

/**
 * What somebody waits for in a chat goes before what can wait a moment. Nothing is held up for long: giving way ends after the
 * time that its caller names, however much goes on.
 */
@Injectable()
export class RightOfWay {
  private going = 0;
  private readonly waiting = new Set<() => void>();

  /** Runs work that others give way to. Throws what the work throws. */
  async keep<T>(work: () => Promise<T>): Promise<T> {
    this.going += 1;
    try {
      return await work();
    } finally {
      this.going -= 1;
      if (this.going === 0) this.letOnePass();
    }
  }

  /**
   * Resolves at once while nothing has the right of way, else when that has ended, at the latest after `mostMs` milliseconds. Of
   * those that wait only the first passes in each gap: together they would be in the way of what comes next.
   */
  async give(mostMs: number): Promise<void> {
    if (this.going === 0) return;
    await new Promise<void>((resolve) => {
      const pass = (): void => {
        clearTimeout(timer);
        this.waiting.delete(pass);
        resolve();
      };
      const timer = setTimeout(pass, mostMs);
      this.waiting.add(pass);
    });
  }

  private letOnePass(): void {
    const [first] = this.waiting;
    first?.();
  }
}
