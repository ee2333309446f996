import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config';
import { FileTooBig } from '../telegram/telegram-errors';
import { type FileSource, type FileUpload, TelegramGateway } from '../telegram/telegram-gateway';
import { fileNameFor } from './file-name';
import type { ProcessedCopy, TakenFile } from './media-processing.repository';
import { MediaSettingsRepository } from './media-settings.repository';

/** The copy can't be made on this server, which only the transfer has shown. */
export class CopyTooBig extends Error {
  constructor(
    readonly reason: 'too-big-to-download' | 'too-big-to-upload',
    cause: unknown,
  ) {
    super(reason, { cause });
    this.name = 'CopyTooBig';
  }
}

/**
 * Makes the served copy of a file: streamed from Telegram and straight back under its new name, with the default
 * thumbnail. Never more than the stream's buffers is in memory and nothing is on disk; a local Bot API server is given
 * paths instead of bytes.
 */
@Injectable()
export class MediaCopyService {
  constructor(
    private readonly config: AppConfig,
    private readonly gateway: TelegramGateway,
    private readonly settings: MediaSettingsRepository,
  ) {}

  /**
   * Uploads to the storage channel, else silently to the uploader's own chat, where it has to be removed again. Throws
   * `CopyTooBig` and the gateway's errors. Not safe twice: each call makes a message.
   */
  async make(file: TakenFile, options: { withThumbnail: boolean; signal: AbortSignal }): Promise<ProcessedCopy> {
    const thumbnail = options.withThumbnail ? await this.settings.thumbnail() : null;
    const source = await blaming('too-big-to-download', () =>
      this.gateway.openFile(file.fileId, { signal: options.signal }),
    );
    try {
      const { storageChatId } = this.config.telegram;
      const chatId = storageChatId ?? file.uploaderId ?? file.sourceChatId;
      const upload = { ...describe(file, source), thumbnail: thumbnail?.jpeg };
      const sent = await blaming('too-big-to-upload', () =>
        this.gateway.uploadFile(chatId, upload, { lane: 'notice', silent: true, signal: options.signal }),
      );
      return {
        fileId: sent.fileId,
        fileUniqueId: sent.fileUniqueId,
        chatId: sent.chatId,
        messageId: sent.messageId,
        isStored: storageChatId !== null,
      };
    } finally {
      // A transfer that ended half way must not keep Telegram's connection open.
      if ('stream' in source) source.stream.destroy();
    }
  }

  /** Removes a copy from the chat it went through. A message that is gone already is fine. */
  async remove(copy: { chatId: number; messageId: number }): Promise<void> {
    await this.gateway.deleteMessage(copy.chatId, copy.messageId, { lane: 'notice' });
  }
}

function describe(file: TakenFile, source: FileSource): FileUpload {
  return {
    kind: file.kind,
    source:
      source.sizeBytes === undefined && file.sizeBytes !== null ? { ...source, sizeBytes: file.sizeBytes } : source,
    fileName: fileNameFor(file.title, file),
    durationSeconds: file.durationSeconds ?? undefined,
    width: file.width ?? undefined,
    height: file.height ?? undefined,
    performer: file.performer ?? undefined,
    title: file.kind === 'audio' ? file.title : undefined,
  };
}

async function blaming<T>(reason: CopyTooBig['reason'], transfer: () => Promise<T>): Promise<T> {
  try {
    return await transfer();
  } catch (error) {
    throw error instanceof FileTooBig ? new CopyTooBig(reason, error) : error;
  }
}
