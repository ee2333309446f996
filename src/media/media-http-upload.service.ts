import { Readable, Transform } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit';
import { AppConfig } from '../config';
import { Settings } from '../settings';
import { FileTooBig } from '../telegram/telegram-errors';
import { type SentFile, TelegramGateway } from '../telegram/telegram-gateway';
import type { MediaFile, MediaKind } from './media-file';
import { MediaUploadService } from './media-upload.service';
import { UploadEmpty, UploadDuplicate, UploadNotAllowed, UploadPlaceMissing } from './media.errors';
import { toBareTitle } from './title';
import { refusalOf, rulesOf } from './upload-policy';

export interface ByteUpload {
  readonly stream: Readable;
  /** As claimed by whoever sends it; measured all the same. */
  readonly sizeBytes?: number;
  readonly fileName: string;
  readonly mimeType?: string;
  readonly kind: Exclude<MediaKind, 'photo'>;
  readonly title: string;
  readonly tags: readonly string[];
  /** Telegram id of who uploads, if it is known. */
  readonly uploaderId: number | null;
}

/** Takes files that come as bytes instead of as a message: streams them on to Telegram, and registers what comes of it. */
@Injectable()
export class MediaHttpUploadService {
  constructor(
    private readonly uploads: MediaUploadService,
    private readonly gateway: TelegramGateway,
    private readonly config: AppConfig,
    private readonly settings: Settings,
  ) {}

  /**
   * Throws, before a byte is sent on where that can be known: `UploadNotAllowed`, `FileTooBig`, `TitleMissing`,
   * `UploadPlaceMissing`; afterwards `UploadDuplicate`, `UploadEmpty`. The message of a file that is not kept is removed.
   */
  async upload(upload: ByteUpload, actor: Actor): Promise<MediaFile> {
    const { displayName } = await this.gateway.getIdentity();
    toBareTitle(upload.title, displayName);
    const chatId = this.config.telegram.storageChatId ?? upload.uploaderId;
    if (chatId === null) throw new UploadPlaceMissing();
    const refusal = refusalOf(upload, rulesOf(this.settings));
    if (refusal) throw new UploadNotAllowed(refusal.reason);
    const sent = await this.send(chatId, upload);
    try {
      const registration = await this.uploads.register(
        {
          kind: sent.kind,
          fileId: sent.fileId,
          fileUniqueId: sent.fileUniqueId,
          fileName: upload.fileName,
          mimeType: upload.mimeType,
          sizeBytes: sent.sizeBytes,
          uploaderId: upload.uploaderId,
          sourceMessage: { chatId: sent.chatId, messageId: sent.messageId },
          title: upload.title,
          tags: upload.tags,
        },
        actor,
      );
      if (registration.outcome === 'registered') return registration.file;
      if (registration.outcome === 'duplicate') throw new UploadDuplicate(registration.file.id);
      throw new UploadNotAllowed(registration.reason);
    } catch (error) {
      await this.gateway.deleteMessage(sent.chatId, sent.messageId, { lane: 'progress' }).catch(() => undefined);
      throw error;
    }
  }

  private async send(chatId: number, { stream, sizeBytes, kind, fileName, title }: ByteUpload): Promise<SentFile> {
    const limit = this.config.telegram.maxUploadBytes;
    if ((sizeBytes ?? 0) > limit) throw new FileTooBig(limit);
    if (sizeBytes === 0) throw new UploadEmpty();
    const metered = new Meter(limit);
    stream.on('error', (error) => metered.destroy(error));
    stream.on('aborted', () => metered.destroy(new Error('the sender went away')));
    stream.pipe(metered);
    try {
      return await this.gateway.uploadFile(
        chatId,
        { kind, fileName, title, source: { stream: metered, sizeBytes } },
        { lane: 'notice', silent: true },
      );
    } catch (error) {
      if (metered.isOver) throw new FileTooBig(limit);
      if (metered.bytes === 0 && stream.readableEnded) throw new UploadEmpty();
      throw error;
    } finally {
      stream.unpipe(metered);
      metered.destroy();
    }
  }
}

/** Lets bytes through until there are too many. */
class Meter extends Transform {
  bytes = 0;

  constructor(private readonly limit: number) {
    super();
  }

  get isOver(): boolean {
    return this.bytes > this.limit;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error, chunk?: Buffer) => void): void {
    this.bytes += chunk.length;
    if (this.isOver) done(new Error('more bytes than may be uploaded'));
    else done(undefined, chunk);
  }
}
