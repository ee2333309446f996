import { PassThrough, Readable } from 'node:stream';
import { TelegramRejected } from '../../../../src/telegram/telegram-errors';
import {
  type FileSource,
  type InlineButton,
  type SendOptions,
  type SentMessage,
  TelegramGateway,
} from '../../../../src/telegram/telegram-gateway';

/** What happens to one opening of a file, in the order in which they come; afterwards everything goes well. */
export type Mishap =
  | { kind: 'cut'; afterBytes: number; error?: Error }
  | { kind: 'end'; afterBytes: number }
  | { kind: 'stall'; afterBytes: number }
  | { kind: 'refuse'; error: Error };

interface KnownFile {
  bytes: Buffer;
  mishaps: Mishap[];
}

export interface Told {
  chatId: number;
  html: string;
  buttons: InlineButton[][];
}

const CHUNK = 16 * 1024;

/** Telegram as far as orders are concerned: files to open, with mishaps on demand, and messages that were sent. */
export class FakeTelegram extends TelegramGateway {
  readonly told: Told[] = [];
  /** Each opening: which file, from which byte on. */
  readonly openings: { fileId: string; offsetBytes: number }[] = [];
  open = 0;
  mostOpen = 0;
  /** Transfers wait for this after their first chunk. */
  gate: Promise<void> | undefined;
  /** Sending waits for this before its turn has come. */
  onTurn: (() => Promise<void>) | undefined;
  private waitingForTurn = 0;
  /** Sending waits for this, then may fail with what it answers. */
  onSend: (() => Promise<void>) | undefined;
  private readonly files = new Map<string, KnownFile>();

  addFile(fileId: string, bytes: Buffer, ...mishaps: Mishap[]): void {
    this.files.set(fileId, { bytes, mishaps });
  }

  override async openFile(fileId: string, options: { offsetBytes?: number } = {}): Promise<FileSource> {
    const offsetBytes = options.offsetBytes ?? 0;
    this.openings.push({ fileId, offsetBytes });
    const file = this.files.get(fileId);
    if (!file) throw new TelegramRejected(400, 'Bad Request: wrong file_id');
    const mishap = file.mishaps.shift();
    if (mishap?.kind === 'refuse') throw mishap.error;
    const rest = file.bytes.subarray(offsetBytes);
    const stream =
      mishap?.kind === 'stall'
        ? this.silentAfter(rest.subarray(0, mishap.afterBytes))
        : Readable.from(this.transfer(rest, mishap), { objectMode: false });
    return { stream, sizeBytes: file.bytes.length };
  }

  override async sendText(chatId: number, html: string, options: SendOptions = {}): Promise<SentMessage> {
    this.waitingForTurn += 1;
    await this.onTurn?.();
    await options.beforeLeaving?.();
    await this.onSend?.();
    this.told.push({ chatId, html, buttons: options.buttons ?? [] });
    return { chatId, messageId: this.told.length };
  }

  async untilWaiting(count: number): Promise<void> {
    while (this.waitingForTurn < count) await new Promise((resume) => setImmediate(resume));
  }

  override async readSmallFile(
    fileId: string,
    _maxBytes: number,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Buffer> {
    const file = this.files.get(fileId);
    if (file?.mishaps[0]?.kind === 'stall') {
      this.open += 1;
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          this.open -= 1;
          reject(signal.reason as Error);
        });
      });
    }
    if (!file) throw new TelegramRejected(400, 'Bad Request: wrong file_id');
    return file.bytes;
  }

  private async *transfer(bytes: Buffer, mishap: Mishap | undefined): AsyncGenerator<Buffer> {
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    const end = mishap && mishap.kind !== 'refuse' ? mishap.afterBytes : bytes.length;
    try {
      for (let from = 0; from < end; from += CHUNK) {
        yield bytes.subarray(from, Math.min(from + CHUNK, end));
        await this.gate;
      }
      if (mishap?.kind === 'cut') throw mishap.error ?? new Error('connection reset');
    } finally {
      this.open -= 1;
    }
  }

  private silentAfter(bytes: Buffer): Readable {
    const stream = new PassThrough();
    this.open += 1;
    stream.once('close', () => (this.open -= 1));
    stream.write(bytes);
    return stream;
  }

  private unused(): never {
    throw new Error('orders do not ask this of Telegram');
  }
  override copyMessages = (): never => this.unused();
  override editText = (): never => this.unused();
  override deleteMessage = (): never => this.unused();
  override sendStoredFile = (): never => this.unused();
  override uploadFile = (): never => this.unused();
  override getMembership = (): never => this.unused();
  override describeChat = (): never => this.unused();
  override createInviteLink = (): never => this.unused();
  override getIdentity = (): never => this.unused();
}
