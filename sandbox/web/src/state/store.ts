/** A value that can be watched. Changes are pure functions from the old value to the new. */
export interface Store<T> {
  get: () => T;
  update: (change: (current: T) => T) => void;
  /** Calls the listener after each change until the returned function is called. */
  subscribe: (listener: () => void) => () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    update(change) {
      const next = change(current);
      if (Object.is(next, current)) return;
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
