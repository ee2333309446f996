import { lookUntil, PATIENCE_MS, type Truthy } from './look-until';

/**
 * Waits until `condition` answers something truthy, and answers that. For conditions that another process or connection brings about: it asks
 * again every 20 ms and gives up with a clear message. An error of `condition` is a failure at once.
 */
export function eventually<T>(
  description: string,
  condition: () => T | Promise<T>,
  timeoutMs = PATIENCE_MS,
): Promise<Truthy<T>> {
  return lookUntil(condition, { timeoutMs, everyMs: 20, describe: () => `did not happen: ${description}` });
}
