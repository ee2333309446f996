import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  type FileSource,
  type FileUpload,
  type InlineButton,
  type SendOptions,
  type SentFile,
  type SentMessage,
  TelegramGateway,
} from '../../../src/telegram/telegram-gateway';

interface Upload extends Omit<FileUpload, 'source'> {
  chatId: number;
  bytes: Buffer;
  silent: boolean;
}

interface ScreenMessage extends SentMessage {
  html: string;
  buttons?: InlineButton[][];
}

/** What Telegram would hold and show: files by `file_id`, messages by chat, and failures on demand. */
export class FakeTelegram extends TelegramGateway {
  readonly files = new Map<string, Buffer>([['original', Buffer.from('original bytes')]]);
  readonly uploads: Upload[] = [];
  readonly deliveries: { chatId: number; fileId: string; captionHtml?: string }[] = [];
  readonly messages: ScreenMessage[] = [];
  readonly failures: { method: string; error: unknown }[] = [];
  /** Awaited within the named call, before it does anything. */
  readonly pauses = new Map<string, (signal?: AbortSignal) => Promise<void>>();
  private lastId = 0;

  failNext(method: string, ...errors: unknown[]): void {
    this.failures.push(...errors.map((error) => ({ method, error })));
  }

  async sendText(chatId: number, html: string, options: SendOptions = {}): Promise<SentMessage> {
    await this.pass('sendText', options.signal);
    return this.show(chatId, html);
  }

  async editText(chatId: number, messageId: number, html: string): Promise<void> {
    await this.pass('editText');
    const message = this.messages.find((one) => one.chatId === chatId && one.messageId === messageId);
    if (message) message.html = html;
  }

  async deleteMessage(chatId: number, messageId: number): Promise<void> {
    await this.pass('deleteMessage');
    const at = this.messages.findIndex((one) => one.chatId === chatId && one.messageId === messageId);
    if (at >= 0) this.messages.splice(at, 1);
  }

  async sendStoredFile(
    chatId: number,
    file: { kind: SentFile['kind']; fileId: string; captionHtml?: string },
    options: SendOptions = {},
  ): Promise<SentFile> {
    await this.pass('sendStoredFile', options.signal);
    this.deliveries.push({ chatId, fileId: file.fileId, captionHtml: file.captionHtml });
    return { ...this.nextMessage(chatId), ...file, fileUniqueId: `unique-${file.fileId}`, sizeBytes: undefined };
  }

  async uploadFile(chatId: number, upload: FileUpload, options: SendOptions = {}): Promise<SentFile> {
    await this.pass('uploadFile', options.signal);
    const bytes = 'stream' in upload.source ? await buffer(upload.source.stream) : Buffer.from(upload.source.path);
    this.uploads.push({ ...upload, chatId, bytes, silent: options.silent ?? false });
    const fileId = `copy-${this.uploads.length}`;
    this.files.set(fileId, bytes);
    return {
      ...this.show(chatId, ''),
      kind: upload.kind,
      fileId,
      fileUniqueId: `u-${fileId}`,
      sizeBytes: bytes.length,
    };
  }

  async openFile(fileId: string, options: { signal?: AbortSignal } = {}): Promise<FileSource> {
    await this.pass('openFile', options.signal);
    const bytes = this.files.get(fileId) ?? Buffer.alloc(0);
    return { stream: Readable.from([bytes]), sizeBytes: bytes.length };
  }

  async readSmallFile(fileId: string): Promise<Buffer> {
    await this.pass('readSmallFile');
    return this.files.get(fileId) ?? Buffer.alloc(0);
  }

  async getMembership(): Promise<'left'> {
    return 'left';
  }

  copyMessages(): never {
    throw new Error('the library copies no messages');
  }

  describeChat(): never {
    throw new Error('the library describes no chats');
  }

  createInviteLink(): never {
    throw new Error('the library invites nobody');
  }

  async getIdentity(): Promise<{ id: number; username: string; displayName: string }> {
    return { id: 1, username: 'bellhop_bot', displayName: 'Bellhop' };
  }

  private async pass(method: string, signal?: AbortSignal): Promise<void> {
    await this.pauses.get(method)?.(signal);
    const at = this.failures.findIndex((failure) => failure.method === method);
    if (at >= 0) throw this.failures.splice(at, 1)[0]?.error;
  }

  private show(chatId: number, html: string): SentMessage {
    const message = this.nextMessage(chatId);
    this.messages.push({ ...message, html });
    return message;
  }

  private nextMessage(chatId: number): SentMessage {
    this.lastId += 1;
    return { chatId, messageId: this.lastId };
  }
}
