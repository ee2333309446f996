import { TelegramTransient } from './telegram-errors';
import { fileKinds, type FileKind, type SentFile, type SentMessage } from './telegram-gateway';

interface WireFile {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
}

type WireMessage = { message_id: number; chat: { id: number } } & Partial<Record<FileKind, WireFile | WireFile[]>>;

/** Reads Telegram's message into ours. Throws `TelegramTransient` for an answer that is no message: the server is broken. */
export function readSentMessage(result: unknown): SentMessage {
  const { message_id, chat } = (result ?? {}) as Partial<WireMessage>;
  if (typeof message_id !== 'number' || typeof chat?.id !== 'number')
    throw new TelegramTransient('malformed answer', undefined, true);
  return { chatId: chat.id, messageId: message_id };
}

/** Reads the id of a copy: all that Telegram tells of one. */
export function readCopiedId(result: unknown): number {
  const { message_id } = (result ?? {}) as { message_id?: unknown };
  if (typeof message_id !== 'number') throw new TelegramTransient('malformed answer', undefined, true);
  return message_id;
}

/** Like `readSentMessage`, with the file. Telegram may have made it another kind than was asked for (a GIF document is an animation). */
export function readSentFile(result: unknown, asked: FileKind): SentFile {
  const sent = readSentMessage(result);
  const message = result as WireMessage;
  for (const kind of [asked, ...fileKinds]) {
    const found = message[kind];
    // Photos come in several sizes, the largest last.
    const file = Array.isArray(found) ? found.at(-1) : found;
    if (!file) continue;
    // An animation carries a `document` too, for old clients; the newer field says what it is.
    const actual = kind === 'document' && message.animation ? 'animation' : kind;
    return {
      ...sent,
      kind: actual,
      fileId: file.file_id,
      fileUniqueId: file.file_unique_id,
      sizeBytes: file.file_size,
    };
  }
  throw new TelegramTransient('malformed answer', undefined, true);
}
