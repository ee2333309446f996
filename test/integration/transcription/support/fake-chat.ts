import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { TelegramRejected } from '../../../../src/telegram/telegram-errors';
import {
  type FileSource,
  type FileUpload,
  type InlineButton,
  type SendOptions,
  type SentFile,
  type SentMessage,
  TelegramGateway,
} from '../../../../src/telegram/telegram-gateway';

export interface ShownMessage {
  readonly chatId: number;
  readonly messageId: number;
  readonly replyTo: number | undefined;
  /** Everything it has said, the latest last. */
  readonly said: string[];
  buttons: InlineButton[][];
  isDeleted: boolean;
  file?: { name: string; content: string };
}

export interface Call {
  readonly method: 'sendText' | 'editText' | 'deleteMessage' | 'uploadFile' | 'openFile';
  readonly chatId?: number;
  readonly html?: string;
  readonly signal?: AbortSignal;
}

/** Telegram as far as transcription is concerned: recordings to fetch and messages as people see them. */
export class FakeChat extends TelegramGateway {
  readonly messages: ShownMessage[] = [];
  readonly openings: string[] = [];
  /** Asked before every call is carried out; may wait, or throw what Telegram would answer. */
  before: ((call: Call) => Promise<void> | void) | undefined;
  private readonly files = new Map<string, Buffer>();

  addFile(fileId: string, bytes: Buffer): void {
    this.files.set(fileId, bytes);
  }

  /** What is to be read in this chat now, oldest first. */
  seenIn(chatId: number): string[] {
    return this.messages
      .filter((message) => message.chatId === chatId && !message.isDeleted)
      .map(({ said }) => said.at(-1) ?? '');
  }

  override async openFile(fileId: string, { signal }: { signal?: AbortSignal } = {}): Promise<FileSource> {
    this.openings.push(fileId);
    await this.before?.({ method: 'openFile', signal });
    const bytes = this.files.get(fileId);
    if (!bytes) throw new TelegramRejected(400, 'Bad Request: wrong file_id');
    return { stream: Readable.from([bytes], { objectMode: false }), sizeBytes: bytes.length };
  }

  override async sendText(chatId: number, html: string, options: SendOptions = {}): Promise<SentMessage> {
    await this.before?.({ method: 'sendText', chatId, html, signal: options.signal });
    return this.add(chatId, html, options);
  }

  override async editText(chatId: number, messageId: number, html: string, options: SendOptions = {}): Promise<void> {
    await this.before?.({ method: 'editText', chatId, html, signal: options.signal });
    const message = this.messages.find((one) => one.messageId === messageId && one.chatId === chatId);
    if (!message || message.isDeleted) throw new TelegramRejected(400, 'Bad Request: message to edit not found');
    message.said.push(html);
    message.buttons = options.buttons ?? [];
  }

  override async deleteMessage(chatId: number, messageId: number): Promise<void> {
    await this.before?.({ method: 'deleteMessage', chatId });
    const message = this.messages.find((one) => one.messageId === messageId && one.chatId === chatId);
    if (message) message.isDeleted = true;
  }

  override async uploadFile(chatId: number, upload: FileUpload, options: SendOptions = {}): Promise<SentFile> {
    await this.before?.({ method: 'uploadFile', chatId, signal: options.signal });
    if (!('stream' in upload.source)) throw new Error('transcripts are never files on disk');
    const content = (await buffer(upload.source.stream)).toString('utf8');
    const message = this.add(chatId, '', options);
    message.file = { name: upload.fileName, content };
    return { ...message, kind: upload.kind, fileId: 'sent', fileUniqueId: 'sent', sizeBytes: undefined };
  }

  private add(chatId: number, html: string, options: SendOptions): ShownMessage {
    const message: ShownMessage = {
      chatId,
      messageId: 1000 + this.messages.length,
      replyTo: options.replyToMessageId,
      said: [html],
      buttons: options.buttons ?? [],
      isDeleted: false,
    };
    this.messages.push(message);
    return message;
  }

  private unused(): never {
    throw new Error('transcription does not ask this of Telegram');
  }
  override readSmallFile = (): never => this.unused();
  override sendStoredFile = (): never => this.unused();
  override getMembership = (): never => this.unused();
  override copyMessages = (): never => this.unused();
  override describeChat = (): never => this.unused();
  override createInviteLink = (): never => this.unused();
  override getIdentity = (): never => this.unused();
}
