import { Moves } from '../../common/moves';
import type { OrderMediaKind } from '../products/product';

/**
 * One file of Telegram's, downloaded once for everybody who orders with it. `pending`: waits for its turn or for the next
 * attempt; `downloading`: held by one process under a lease; `available`: in the media store; `failed`: given up, until
 * somebody asks again.
 */
export const productMediaStatuses = ['pending', 'downloading', 'available', 'failed'] as const;
export type ProductMediaStatus = (typeof productMediaStatuses)[number];

export const { mayMove: mayMediaMove } = new Moves<ProductMediaStatus>({
  pending: ['downloading'],
  // To itself when the lease has run out: its process died, and another one takes it over.
  downloading: ['downloading', 'pending', 'available', 'failed'],
  available: [],
  failed: ['pending'],
});

/**
 * Why media could not be had. `rejected`: Telegram does not hand the file out; `tooBig`: this server or its limit does
 * not allow the size; `cut`, `stalled`, `timedOut`: the transfer broke; `telegram`, `store`: one of them is unwell;
 * `storeFull`: no room; `interrupted`: process after process died over it; `unknown`: the log knows.
 */
export const mediaFailures = [
  'rejected',
  'tooBig',
  'cut',
  'stalled',
  'timedOut',
  'telegram',
  'store',
  'storeFull',
  'interrupted',
  'unknown',
] as const;
export type MediaFailure = (typeof mediaFailures)[number];

/** A file as a message describes it, of a kind that can be ordered with. */
export interface MediaDescription {
  readonly kind: OrderMediaKind;
  readonly fileId: string;
  readonly fileUniqueId: string;
  readonly sizeBytes?: number;
  readonly fileName?: string;
  readonly mimeType?: string;
  /** Of the thumbnail that Telegram itself has made for videos and documents. */
  readonly thumbnailFileId?: string;
}

/** Names one request to download; both are in the job's payload. A later request makes the job of an earlier one void. */
export type DownloadRequest = { mediaId: number; revision: number };

export const originalKey = (mediaId: number): string => `originals/${mediaId}`;
export const thumbnailKey = (mediaId: number): string => `thumbnails/${mediaId}.jpg`;

/** The media whose content or thumbnail is kept under this key; `null` for keys that are not ours. */
export function mediaOfKey(key: string): number | null {
  const found = /^(?:originals\/(\d{1,10})|thumbnails\/(\d{1,10})\.jpg)$/.exec(key);
  return found ? Number(found[1] ?? found[2]) : null;
}
