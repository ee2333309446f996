import { AsyncLocalStorage } from 'node:async_hooks';
import { type Lane } from '../telegram-gateway';

const current = new AsyncLocalStorage<Lane>();

/** Everything that is said to Telegram within `work`, also through `ctx.telegram`, travels in `lane`. */
export function inLane<T>(lane: Lane, work: () => T): T {
  return current.run(lane, work);
}

/** The lane of the running work; `answer` where nobody said otherwise, because then a handler is talking to a person. */
export function currentLane(): Lane {
  return current.getStore() ?? 'answer';
}
