/** The work outlived its time and was aborted. */
export class DeadlineExceeded extends Error {
  constructor(readonly timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'DeadlineExceeded';
  }
}

/**
 * Runs `work` with a signal that is aborted after `timeoutMs`, or when `outer` is. Rejects with `DeadlineExceeded` or
 * with the outer signal's reason; the work must end promptly once its signal is aborted, since it is waited for.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  const expired = new DeadlineExceeded(timeoutMs);
  const timer = setTimeout(() => controller.abort(expired), timeoutMs);
  const passOn = (): void => controller.abort(outer?.reason);
  outer?.addEventListener('abort', passOn, { once: true });
  try {
    return await work(controller.signal);
  } catch (error) {
    // Clients report an abort in words of their own; the reason says which of the two it was.
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', passOn);
  }
}
