import { setTimeout as pause } from 'node:timers/promises';

export type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/** How long a test waits for what must happen before it fails: long, since the machine may be slow and busy. */
export const PATIENCE_MS = 45_000;

export interface Looking {
  timeoutMs: number;
  /** The pause between two looks is not a synchronisation: the condition is. */
  everyMs: number;
  /** What was awaited, said when it did not come. */
  describe: () => string;
  /** What stood in the way the last time, if that is known. */
  cause?: () => unknown;
}

/** Looks again until the answer is truthy, and answers it. An error of `look` ends the wait; so does the time. */
export async function lookUntil<T>(look: () => T | Promise<T>, looking: Looking): Promise<Truthy<T>> {
  const { timeoutMs, everyMs, describe, cause } = looking;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found as Truthy<T>;
    if (Date.now() >= deadline) throw new Error(`${describe()} (within ${timeoutMs} ms)`, { cause: cause?.() });
    await pause(everyMs);
  }
}
