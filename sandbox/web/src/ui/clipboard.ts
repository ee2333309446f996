import { notify } from '../state/notices';

/** Copies a text and says so; pages that aren't on this machine or on HTTPS may not. */
export async function copyText(text: string, done = 'Copied'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(done);
  } catch {
    notify('The browser did not allow copying.', 'error');
  }
}
