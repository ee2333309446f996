import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { MediaNotStored, MediaStore, verifyContent } from '../../media-store';
import { originalKey, thumbnailKey } from './product-media';
import { ProductMediaRepository } from './product-media.repository';

export interface OpenedMedia {
  /** Breaks with `MediaDamaged` at its end when the content is not what was downloaded. */
  readonly stream: Readable;
  readonly sizeBytes: number;
  readonly fileName: string | null;
  readonly mimeType: string | null;
}

/** Hands out what orders hold, from the media store. Whether somebody may see it is asked where the order is asked for. */
@Injectable()
export class OrderMediaService {
  constructor(
    private readonly media: ProductMediaRepository,
    private readonly store: MediaStore,
  ) {}

  /** Throws `MediaNotStored` for media that is not available, and what the store throws. */
  async open(mediaId: number, options?: { signal?: AbortSignal }): Promise<OpenedMedia> {
    const found = await this.media.findAvailable(mediaId);
    if (!found) throw new MediaNotStored();
    const stream = await this.store.open(originalKey(mediaId), options);
    const { sizeBytes, fileName, mimeType } = found;
    return { stream: verifyContent(stream, found), sizeBytes, fileName, mimeType };
  }

  /** A JPEG of at most 320 px a side. Throws `MediaNotStored` for media without one. */
  async openThumbnail(mediaId: number, options?: { signal?: AbortSignal }): Promise<Readable> {
    const found = await this.media.findAvailable(mediaId);
    if (!found?.hasThumbnail) throw new MediaNotStored();
    return this.store.open(thumbnailKey(mediaId), options);
  }
}
