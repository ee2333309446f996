import { localStorageStore, type Store } from 'react-admin';

/** How somebody reads, which is no secret of theirs: it stays when they sign out. */
const KEPT = ['locale', 'theme'];

/** What the panel remembers in this browser: choices of the eye, never a token and never data. */
export function panelStore(): Store {
  const store = localStorageStore(undefined, 'Bellhop');
  return {
    ...store,
    reset() {
      const kept = KEPT.map((key) => [key, store.getItem<unknown>(key)] as const);
      store.reset();
      for (const [key, value] of kept) if (value !== undefined) store.setItem(key, value);
    },
  };
}
