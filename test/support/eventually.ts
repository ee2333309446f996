import { setTimeout as pause } from 'node:timers/promises';

type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/**
 * Waits until `condition` answers something truthy, and answers that. For conditions that another process or connection brings about: it asks
 * again every 20 ms and gives up with a clear message.
 */
export async function eventually<T>(
  description: string,
  condition: () => T | Promise<T>,
  timeoutMs = 15_000,
): Promise<Truthy<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await condition();
    if (found) return found as Truthy<T>;
    if (Date.now() > deadline) throw new Error(`did not happen within ${timeoutMs} ms: ${description}`);
    await pause(20);
  }
}
