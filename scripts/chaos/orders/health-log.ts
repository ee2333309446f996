import { setTimeout as pause } from 'node:timers/promises';
import type { BellhopProcess } from '../../../test/e2e/support/bellhop-process';

const EVERY_MS = 200;

type Details = Record<string, Record<string, unknown>>;

/** What `/health` said over time: the states of the breakers, and for how long the whole was not well. */
export class HealthLog {
  private readonly changes: { atMs: number; breaker: string; state: string }[] = [];
  private readonly last = new Map<string, string>();
  private watching = true;
  private readonly loop: Promise<void>;

  /** `current` answers the process to ask now; one that is dead or starting is not asked. */
  constructor(current: () => BellhopProcess | undefined) {
    this.loop = this.watch(current);
  }

  async stop(): Promise<void> {
    this.watching = false;
    await this.loop;
  }

  /** Milliseconds from `sinceMs` until the breaker was first seen in that state; `null` when it never was. */
  firstSeen(breaker: string, state: string, sinceMs: number): number | null {
    const found = this.changes.find(
      (change) => change.atMs >= sinceMs && change.breaker === breaker && change.state === state,
    );
    return found ? found.atMs - sinceMs : null;
  }

  stateOf(breaker: string): string | undefined {
    return this.last.get(breaker);
  }

  private async watch(current: () => BellhopProcess | undefined): Promise<void> {
    while (this.watching) {
      const app = current();
      if (app?.isRunning) {
        const answer = await app.health().catch(() => undefined);
        if (answer) this.note((answer.body.details ?? {}) as Details);
      }
      await pause(EVERY_MS);
    }
  }

  private note({ resilience = {} }: Details): void {
    for (const [key, state] of Object.entries(resilience)) {
      const breaker = /^breaker\.(.+)\.state$/.exec(key)?.[1];
      if (breaker === undefined || this.last.get(breaker) === state) continue;
      this.last.set(breaker, String(state));
      this.changes.push({ atMs: performance.now(), breaker, state: String(state) });
    }
  }
}
