/**
 * Asks again until the answer is truthy, and answers it. Throws after `timeoutMs`, saying what was awaited and the last
 * error. The pause between two looks is not a synchronisation: the condition is.
 */
export async function eventually<T>(
  look: () => Promise<T> | T,
  options: { timeoutMs?: number; everyMs?: number; describe?: () => string } = {},
): Promise<NonNullable<T>> {
  const { timeoutMs = 20_000, everyMs = 50, describe = () => 'The condition was not met' } = options;
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await look();
      if (answer) return answer;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() >= deadline) {
      throw new Error(`${describe()} within ${timeoutMs} ms`, { cause: lastError });
    }
    await new Promise((resume) => setTimeout(resume, everyMs));
  }
}
