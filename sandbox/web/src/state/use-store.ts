import { useSyncExternalStore } from 'react';
import type { Store } from './store';

/** Renders again when the selected part changes; `select` must answer the same object as long as nothing changed. */
export function useStore<T, S>(store: Store<T>, select: (state: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
