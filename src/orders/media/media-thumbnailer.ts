import { Injectable, Logger } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { MediaStore } from '../../media-store';
import { TelegramGateway } from '../../telegram/telegram-gateway';
import type { TakenMedia } from './media-download.repository';
import { originalKey } from './product-media';
import { firstFrame } from './video-frame';

const SIDE_PX = 320;
const JPEG_QUALITY = 80;
const TIME_LIMIT_MS = 20_000;
const TIME_LIMIT_S = TIME_LIMIT_MS / 1000;
/** An image has to be in memory whole to be read; a larger one shows Telegram's thumbnail, or none. */
const MAX_IMAGE_BYTES = 20 << 20;
/** 100 megapixels: beyond any camera, and what keeps a small file from unfolding into gigabytes. */
const MAX_PIXELS = 100_000_000;
/** Telegram's own thumbnails are under 200 kB; some for animations are a little larger. */
const MAX_TELEGRAM_THUMBNAIL_BYTES = 1 << 20;

// People send these files: only the readers of plain raster images may touch them, whatever the content claims to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/** Makes small pictures of what is in the media store, for screens. Nobody's order depends on them. */
@Injectable()
export class MediaThumbnailer {
  private readonly logger = new Logger(MediaThumbnailer.name);

  constructor(
    private readonly store: MediaStore,
    private readonly gateway: TelegramGateway,
  ) {}

  /** A JPEG of at most 320 px a side; `null` when none can be made, whatever the reason. */
  async make(media: TakenMedia, storedBytes: number, signal: AbortSignal): Promise<Buffer | null> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
    const ways = [
      () => this.fromImage(media, storedBytes, limited),
      () => this.fromTelegram(media, limited),
      () => this.fromVideo(media, limited),
    ];
    for (const take of ways) {
      if (limited.aborted) return null;
      try {
        const picture = await take();
        if (picture) return await shrink(picture);
      } catch (error) {
        this.logger.debug({ msg: 'no thumbnail this way', mediaId: media.id, err: error });
      }
    }
    return null;
  }

  private async fromImage(media: TakenMedia, storedBytes: number, signal: AbortSignal): Promise<Buffer | null> {
    const isImage = media.kind === 'photo' || (media.kind === 'document' && media.mimeType?.startsWith('image/'));
    if (!isImage || storedBytes > MAX_IMAGE_BYTES) return null;
    return buffer(await this.store.open(originalKey(media.id), { signal }));
  }

  private async fromTelegram(media: TakenMedia, signal: AbortSignal): Promise<Buffer | null> {
    if (media.thumbnailFileId === null) return null;
    return this.gateway.readSmallFile(media.thumbnailFileId, MAX_TELEGRAM_THUMBNAIL_BYTES, { signal });
  }

  private async fromVideo(media: TakenMedia, signal: AbortSignal): Promise<Buffer | null> {
    if (media.kind !== 'video' && media.kind !== 'animation') return null;
    return firstFrame(await this.store.open(originalKey(media.id), { signal }), signal);
  }
}

async function shrink(picture: Buffer): Promise<Buffer> {
  return sharp(picture, { limitInputPixels: MAX_PIXELS, pages: 1 })
    .rotate()
    .resize(SIDE_PX, SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: JPEG_QUALITY })
    .timeout({ seconds: TIME_LIMIT_S })
    .toBuffer();
}
