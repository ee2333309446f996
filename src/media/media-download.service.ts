import { Injectable } from '@nestjs/common';
import type { MediaFile } from './media-file';

export interface DownloadRequest {
  fileId: number;
  userId: number;
  /** Where the file goes. */
  chatId: number;
  /** Of the waiting message. */
  language: 'uz' | 'ru' | 'en';
  /**
   * What makes this request this request: the same key again, for example because a handler was run twice, is the same
   * delivery and counts once. At most 64 characters, for example `callback:4382bfdwdsb323b2d9`.
   */
  key: string;
}

export type DownloadOutcome =
  /** The file has been sent (now, or earlier under the same key). */
  | { outcome: 'sent'; file: MediaFile }
  /** The person has a waiting message, and gets the file when processing ends. */
  | { outcome: 'preparing'; file: MediaFile }
  /** Telegram could not take it just now; it is sent as soon as it can be. */
  | { outcome: 'delayed'; file: MediaFile }
  /** No such file any more. */
  | { outcome: 'gone' };

/** Brings files to people and counts it. */
@Injectable()
export class MediaDownloadService {
  /**
   * Sends the file at once, or as soon as it can be. Recorded and counted exactly once per key; sent at least once: a
   * process that dies between Telegram's answer and its record sends it again.
   */
  async request(_request: DownloadRequest): Promise<DownloadOutcome> {
    throw new Error('not yet built');
  }

  /** Counts a file that somebody shared through inline mode, where Telegram itself delivers it. Safe twice for a key. */
  async recordShared(_share: { fileId: number; userId: number; key: string }): Promise<void> {
    throw new Error('not yet built');
  }
}
