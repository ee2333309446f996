import { sendSignedIn } from './api';

/** Long enough for a browser to have taken the file over. */
const KEPT_MS = 60_000;

/**
 * Lets the browser keep what a route answers as a file. A link can't bring the token along, so it is fetched first. Throws what
 * `send` throws.
 */
export async function saveAs(path: string, fileName: string): Promise<void> {
  const response = await sendSignedIn(path, {});
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
