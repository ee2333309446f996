import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a process that was forked. Throws when it ends instead of sending one. */
export async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const listening = new AbortController();
  const { signal } = listening;
  const died = once(child, 'exit', { signal }).then(() => Promise.reject(new Error('a process ended too early')));
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), died])) as [T];
    return message;
  } finally {
    died.catch(() => undefined);
    listening.abort();
  }
}
