/** Waits for `work`, but no longer than until `signal` is aborted. Its outcome is not looked at; it must not reject. */
export async function untilAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let stopWaiting = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    stopWaiting = resolve;
    signal.addEventListener('abort', stopWaiting, { once: true });
  });
  await Promise.race([work, aborted]);
  signal.removeEventListener('abort', stopWaiting);
}
