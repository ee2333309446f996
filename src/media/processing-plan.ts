import type { MediaKind } from './media-file';

/**
 * Files up to 20 MB get the default thumbnail: the size the public server hands out. Larger ones exist only on a local
 * Bot API server, where Telegram's own thumbnail is kept.
 */
export const MAX_BYTES_WITH_THUMBNAIL = 20 << 20;

export type ProcessingPlan =
  /** Nothing to do: the original is what is served. */
  | { action: 'keep' }
  /** Not possible on this server, and known before a byte is moved. */
  | { action: 'refuse'; reason: 'too-big-to-download' | 'too-big-to-upload' }
  | { action: 'copy'; withThumbnail: boolean };

/**
 * What is to be done with a file. A photo is kept: Telegram gives photos no name and no thumbnail, and a second upload
 * would only compress it once more. A size that Telegram did not tell counts as small; the transfer finds out.
 */
export function planProcessing(
  file: { kind: MediaKind; sizeBytes: number | null },
  limits: { maxDownloadBytes: number; maxUploadBytes: number },
): ProcessingPlan {
  if (file.kind === 'photo') return { action: 'keep' };
  const size = file.sizeBytes ?? 0;
  if (size > limits.maxDownloadBytes) return { action: 'refuse', reason: 'too-big-to-download' };
  if (size > limits.maxUploadBytes) return { action: 'refuse', reason: 'too-big-to-upload' };
  return { action: 'copy', withThumbnail: size <= MAX_BYTES_WITH_THUMBNAIL };
}
