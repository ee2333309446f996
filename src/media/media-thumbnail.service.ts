import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../audit';
import { UnitOfWork } from '../database/unit-of-work';
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
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Fetches the photo and keeps it as the thumbnail of files processed from now on; the newest wins. Throws
   * `ThumbnailUnreadable` when it is no picture, or one that is too big.
   */
  async set(photo: { fileId: string }, actor: Actor): Promise<DefaultThumbnail> {
    return this.replace(await this.fetch(photo.fileId), actor);
  }

  /** Like `set`, from bytes as they come; no more is read than a picture may have. Throws `FileTooBig` as well. */
  async receive(bytes: Readable, actor: Actor): Promise<DefaultThumbnail> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_SOURCE_BYTES) throw new FileTooBig(MAX_SOURCE_BYTES);
      chunks.push(chunk);
    }
    return this.replace(Buffer.concat(chunks), actor);
  }

  /** Like `set`, from the picture itself. */
  async replace(picture: Buffer, actor: Actor): Promise<DefaultThumbnail> {
    const setBy = actor.kind === 'chat' ? actor.userId : null;
    const thumbnail = { ...(await toThumbnail(picture)), setBy };
    const { width, height } = thumbnail;
    await this.unitOfWork.run(async () => {
      const before = await this.settings.thumbnail();
      await this.settings.setThumbnail(thumbnail);
      await this.audit.record({
        actor,
        action: 'thumbnail.set',
        targetKind: 'library',
        ...(before && { before: { width: before.width, height: before.height, setAt: before.setAt } }),
        after: { width, height },
      });
    });
    return { ...thumbnail, setAt: new Date() };
  }

  async get(): Promise<DefaultThumbnail | null> {
    return this.settings.thumbnail();
  }

  /** Files processed from now on have the thumbnail that Telegram makes, if any. */
  async clear(actor: Actor): Promise<void> {
    await this.unitOfWork.run(async () => {
      const before = await this.settings.thumbnail();
      if (!before) return;
      const { width, height, setAt } = before;
      await this.settings.setThumbnail(null);
      const values = { before: { width, height, setAt } };
      await this.audit.record({ actor, action: 'thumbnail.clear', targetKind: 'library', ...values });
    });
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
