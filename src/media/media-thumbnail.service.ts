import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { FileTooBig } from '../telegram/telegram-errors';
import { TelegramGateway } from '../telegram/telegram-gateway';
import { ThumbnailUnreadable } from './media.errors';
import { type DefaultThumbnail, MediaSettingsRepository } from './media-settings.repository';

/** Telegram's limits for thumbnails: https://core.telegram.org/bots/api#senddocument */
const MAX_SIDE_PX = 320;
const MAX_THUMBNAIL_BYTES = 200_000;
/** Photos as Telegram sends them stay far below this. */
const MAX_SOURCE_BYTES = 10 << 20;
/** A picture that unpacks to more than this is refused before it takes the memory: 50 megapixels. */
const MAX_SOURCE_PIXELS = 50_000_000;
/** The first that fits is taken; at this size the first nearly always does. */
const QUALITIES = [85, 70, 50, 30];

/** Looks after the picture that every processed file wears. */
@Injectable()
export class MediaThumbnailService {
  constructor(
    private readonly gateway: TelegramGateway,
    private readonly settings: MediaSettingsRepository,
  ) {}

  /**
   * Fetches the photo and keeps it as the thumbnail of files processed from now on; the newest wins. Throws
   * `ThumbnailUnreadable` when it is no picture, or one that is too big.
   */
  async set(photo: { fileId: string; setBy: number }): Promise<DefaultThumbnail> {
    const thumbnail = { ...(await toThumbnail(await this.fetch(photo.fileId))), setBy: photo.setBy };
    await this.settings.setThumbnail(thumbnail);
    return { ...thumbnail, setAt: new Date() };
  }

  async get(): Promise<DefaultThumbnail | null> {
    return this.settings.thumbnail();
  }

  /** Files processed from now on have the thumbnail that Telegram makes, if any. */
  async clear(): Promise<void> {
    await this.settings.setThumbnail(null);
  }

  private async fetch(fileId: string): Promise<Buffer> {
    try {
      return await this.gateway.readSmallFile(fileId, MAX_SOURCE_BYTES);
    } catch (error) {
      if (error instanceof FileTooBig) throw new ThumbnailUnreadable(error);
      throw error;
    }
  }
}

/** Turned the right way up, fitted into 320 × 320 without enlarging, on white where it was transparent. */
async function toThumbnail(picture: Buffer): Promise<{ jpeg: Buffer; width: number; height: number }> {
  try {
    for (const quality of QUALITIES) {
      const { data, info } = await sharp(picture, { limitInputPixels: MAX_SOURCE_PIXELS })
        .rotate()
        .resize(MAX_SIDE_PX, MAX_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality })
        .toBuffer({ resolveWithObject: true });
      if (data.length <= MAX_THUMBNAIL_BYTES) return { jpeg: data, width: info.width, height: info.height };
    }
  } catch (error) {
    throw new ThumbnailUnreadable(error);
  }
  throw new ThumbnailUnreadable();
}
