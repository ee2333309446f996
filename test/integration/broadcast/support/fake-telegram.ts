import { text } from 'node:stream/consumers';
import type {
  FileUpload,
  InlineButton,
  SendOptions,
  SentFile,
  SentMessage,
} from '../../../../src/telegram/telegram-gateway';
import { TelegramGateway } from '../../../../src/telegram/telegram-gateway';

export interface Told {
  chatId: number;
  html: string;
  buttons: InlineButton[][];
  options: SendOptions;
  original?: { chatId: number; messageIds: readonly number[] };
}

/** Telegram as far as broadcasts are concerned: it counts who got what, and fails when a test says so. */
export class FakeTelegram extends TelegramGateway {
  readonly told: Told[] = [];
  readonly edits: { chatId: number; messageId: number; html: string }[] = [];
  readonly deleted: { chatId: number; messageId: number }[] = [];
  readonly files: { chatId: number; fileName: string; content: string }[] = [];
  underWay = 0;
  mostUnderWay = 0;
  /** Called before a message is edited; may fail. */
  onEdit: ((messageId: number) => void) | undefined;
  /** Called before a message arrives; may wait, and may fail. */
  onSend: ((chatId: number, told: Told) => Promise<void> | void) | undefined;

  toldTo(chatId: number): Told[] {
    return this.told.filter((one) => one.chatId === chatId);
  }

  /** Messages that left in the lane of broadcasts. */
  broadcast(): Told[] {
    return this.told.filter(({ options }) => options.lane === 'bulk');
  }

  override async sendText(chatId: number, html: string, options: SendOptions = {}): Promise<SentMessage> {
    return this.arrive({ chatId, html, buttons: options.buttons ?? [], options });
  }

  override async copyMessages(
    chatId: number,
    original: { chatId: number; messageIds: readonly number[] },
    options: SendOptions = {},
  ): Promise<SentMessage> {
    return this.arrive({ chatId, html: '', buttons: options.buttons ?? [], options, original });
  }

  override async editText(chatId: number, messageId: number, html: string): Promise<void> {
    this.onEdit?.(messageId);
    this.edits.push({ chatId, messageId, html });
  }

  override async deleteMessage(chatId: number, messageId: number): Promise<void> {
    this.deleted.push({ chatId, messageId });
  }

  override async uploadFile(chatId: number, { source, fileName }: FileUpload): Promise<SentFile> {
    const content = 'stream' in source ? await text(source.stream) : '';
    this.files.push({ chatId, fileName, content });
    return { chatId, messageId: 1, kind: 'document', fileId: '', fileUniqueId: '', sizeBytes: content.length };
  }

  private async arrive(told: Told): Promise<SentMessage> {
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await this.onSend?.(told.chatId, told);
    } finally {
      this.underWay -= 1;
    }
    this.told.push(told);
    return { chatId: told.chatId, messageId: 10_000 + this.told.length };
  }

  private unused(): never {
    throw new Error('broadcasts do not ask this of Telegram');
  }
  override sendStoredFile = (): never => this.unused();
  override openFile = (): never => this.unused();
  override readSmallFile = (): never => this.unused();
  override getMembership = (): never => this.unused();
  override describeChat = (): never => this.unused();
  override createInviteLink = (): never => this.unused();
  override getIdentity = (): never => this.unused();
}
