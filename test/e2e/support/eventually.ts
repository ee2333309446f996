import { lookUntil, PATIENCE_MS, type Truthy } from '../../support/look-until';

/**
 * Asks again until the answer is truthy, and answers it. An error only means "not yet": the application may be starting
 * or away. Throws after `timeoutMs`, saying what was awaited and the last error.
 */
export function eventually<T>(
  look: () => Promise<T> | T,
  options: { timeoutMs?: number; everyMs?: number; describe?: () => string } = {},
): Promise<Truthy<T>> {
  const { timeoutMs = PATIENCE_MS, everyMs = 50, describe = () => 'The condition was not met' } = options;
  let lastError: unknown;
  const lookAgain = async (): Promise<T | undefined> => {
    try {
      return await look();
    } catch (error) {
      lastError = error;
      return undefined;
    }
  };
  return lookUntil(lookAgain, { timeoutMs, everyMs, describe, cause: () => lastError });
}
