import { createStore } from './store';

/** Something said in passing at the edge of the page. */
export interface Notice {
  id: number;
  text: string;
  tone: 'plain' | 'error';
}

/** What a bot says in a dialog that has to be closed. */
export interface Alert {
  title: string;
  text: string;
}

const SHOWN_MS = 4_500;
const MOST_AT_ONCE = 3;

export const notices = createStore<readonly Notice[]>([]);
export const alerts = createStore<readonly Alert[]>([]);

let lastId = 0;

export function notify(text: string, tone: Notice['tone'] = 'plain'): void {
  const id = ++lastId;
  notices.update((current) => [...current, { id, text, tone }].slice(-MOST_AT_ONCE));
  window.setTimeout(() => notices.update((current) => current.filter((notice) => notice.id !== id)), SHOWN_MS);
}

export function showAlert(alert: Alert): void {
  alerts.update((current) => [...current, alert]);
}

export function closeAlert(): void {
  alerts.update((current) => current.slice(1));
}

/** Waits for the work; when it fails, says so and answers undefined. */
export async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    notify(error instanceof Error ? error.message : String(error), 'error');
    return undefined;
  }
}
