import type { Page } from '../database/listing';

/** What the library holds. A photo is kept as Telegram made it: it has no name and takes no thumbnail. */
export const mediaKinds = ['document', 'audio', 'video', 'photo'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/**
 * `pending`: waits for its processing job; `processing`: being copied now; `ready`: the copy is served;
 * `unprocessed`: the original is served, and `unprocessedReason` says why.
 */
export const mediaStatuses = ['pending', 'processing', 'ready', 'unprocessed'] as const;
export type MediaStatus = (typeof mediaStatuses)[number];

/** Why the original is served. `too-big-…`: this Bot API server hands out or takes no files of that size. */
export const unprocessedReasons = [
  'too-big-to-download',
  'too-big-to-upload',
  'rejected',
  'timed-out',
  'failed',
] as const;
export type UnprocessedReason = (typeof unprocessedReasons)[number];

/** One entry of the library, as screens and the API show it. */
export interface MediaFile {
  readonly id: number;
  /** With the suffix ` - <bot name>`. Typed by people: escape it where it is rendered. */
  readonly title: string;
  readonly tags: readonly string[];
  readonly kind: MediaKind;
  readonly fileName: string | null;
  readonly mimeType: string | null;
  readonly sizeBytes: number | null;
  readonly durationSeconds: number | null;
  readonly status: MediaStatus;
  readonly unprocessedReason: UnprocessedReason | null;
  /**
   * What may be sent now, by `file_id`: the processed copy, else, once processing has ended, the original. `null` while
   * a new file is being prepared. A file that is processed again keeps serving its former copy meanwhile.
   */
  readonly servedFileId: string | null;
  readonly originalFileId: string;
  readonly downloadCount: number;
  readonly uploaderId: number | null;
  readonly createdAt: Date;
}

export type MediaPage = Page<MediaFile>;
