import { createStore } from './store';

export type Theme = 'system' | 'light' | 'dark';

/** How this visitor has arranged the page; kept in the browser. */
export interface Layout {
  /** Whose columns are shown, from left to right. */
  shown: readonly number[];
  /** Which chat each person has open. */
  openChats: Readonly<Record<number, number>>;
  /** The person in view where only one fits. */
  inFront?: number;
  inspector: boolean;
  theme: Theme;
}

const STORAGE_KEY = 'sandbox-layout';
const INITIAL: Layout = { shown: [], openChats: {}, inspector: false, theme: 'system' };

export const layout = createStore<Layout>(read());

layout.subscribe(() => {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(layout.get()));
  } catch {
    // Storage can be full or forbidden; the arrangement then lasts as long as the page.
  }
});

function read(): Layout {
  try {
    return { ...INITIAL, ...(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Partial<Layout>) };
  } catch {
    return INITIAL;
  }
}

export function changeLayout(patch: Partial<Layout>): void {
  layout.update((current) => ({ ...current, ...patch }));
}

const narrow = window.matchMedia('(max-width: 719px)');
narrow.addEventListener('change', () => changeLayout({}));

/** Whose columns can be seen: on a phone only one. */
export function peopleInView(): readonly number[] {
  const { shown, inFront } = layout.get();
  if (!narrow.matches) return shown;
  return shown.filter((id) => id === (inFront !== undefined && shown.includes(inFront) ? inFront : shown[0]));
}
