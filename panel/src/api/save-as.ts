import { sendSignedIn } from './api';

/** Brings something that needs a token onto the disk of whoever asks, by the browser's own way of saving. Throws what `send` throws. */
export async function saveAs(path: string, fileName: string): Promise<void> {
  const response = await sendSignedIn(path, {});
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has begun to save by its next turn; then the address is needed no more.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
