import { type Clock } from '../common/clock';
import { TranscriptionCancelled, TranscriptionError, TranscriptionTimedOut } from './transcription.errors';

/** `setTimeout` overflows beyond this and would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs `work` with one signal that stands for both the caller's abort and the deadline. When it is aborted, the promise
 * rejects with `TranscriptionCancelled` or `TranscriptionTimedOut`, whatever words the work found for it; the work is
 * waited for, so it must end promptly.
 */
export async function withinJobLimits<T>(
  limits: { signal: AbortSignal; deadline: number },
  clock: Clock,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (limits.signal.aborted) throw reasonOf(limits.signal);
  const remainingMs = limits.deadline - clock.now();
  if (remainingMs <= 0) throw new TranscriptionTimedOut();

  const controller = new AbortController();
  const cancel = (): void => controller.abort(reasonOf(limits.signal));
  const timer = setTimeout(
    () => controller.abort(new TranscriptionTimedOut()),
    Math.min(remainingMs, LONGEST_TIMER_MS),
  );
  limits.signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    limits.signal.removeEventListener('abort', cancel);
  }
}

/** Limits can be nested: what the outer ones decided is not decided again. */
function reasonOf(signal: AbortSignal): TranscriptionError {
  return signal.reason instanceof TranscriptionError ? signal.reason : new TranscriptionCancelled(signal.reason);
}
