import { Injectable } from '@nestjs/common';

export interface DefaultThumbnail {
  /** At most 320 px on a side and 200 kB (https://core.telegram.org/bots/api#senddocument). */
  jpeg: Buffer;
  width: number;
  height: number;
  setBy: number;
  setAt: Date;
}

/** The picture that every processed file wears. */
@Injectable()
export class MediaThumbnailService {
  /** Fetches the photo and keeps it as a thumbnail; the newest wins. Throws `ThumbnailUnreadable`. */
  async set(_photo: { fileId: string; setBy: number }): Promise<DefaultThumbnail> {
    throw new Error('not yet built');
  }

  async get(): Promise<DefaultThumbnail | null> {
    throw new Error('not yet built');
  }

  /** Later files are processed without a thumbnail. */
  async clear(): Promise<void> {
    throw new Error('not yet built');
  }
}
