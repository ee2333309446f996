import type { Readable } from 'node:stream';

/**
 * Who goes first when Telegram's limits make somebody wait. A lower lane never delays a higher one.
 * `answer`: a person is looking at the screen; `notice`: order and job notices; `progress`: edits that only show how
 * far something is; `bulk`: broadcasts.
 */
export const lanes = ['answer', 'notice', 'progress', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

/** The kinds of file the Bot API can send by `file_id` without changing what they are. */
export const fileKinds = ['document', 'audio', 'video', 'photo', 'animation', 'voice', 'video_note'] as const;
export type FileKind = (typeof fileKinds)[number];

export interface InlineButton {
  text: string;
  /** At most 64 bytes. */
  callbackData?: string;
  url?: string;
  switchInlineQueryCurrentChat?: string;
  switchInlineQuery?: string;
}

export interface SendOptions {
  /** Default `answer`. */
  lane?: Lane;
  /** Rows of buttons. */
  buttons?: InlineButton[][];
  silent?: boolean;
  protect?: boolean;
  replyToMessageId?: number;
  /**
   * Awaited when its turn has come and Telegram is about to be asked, before each attempt: for whoever must write down that
   * from now on it may have arrived. What it throws ends the call; nothing has left then.
   */
  beforeLeaving?: () => Promise<void>;
  /** The longest it waits until it may leave, in milliseconds; then `TelegramRateLimited` says when to come back. At most its lane's own. */
  patienceMs?: number;
  /** Pays Telegram for going beyond the bot's overall rate (up to 1000 messages/s); not for albums. */
  paid?: boolean;
  signal?: AbortSignal;
}

export interface SentMessage {
  chatId: number;
  messageId: number;
}

export interface SentFile extends SentMessage {
  kind: FileKind;
  fileId: string;
  fileUniqueId: string;
  sizeBytes: number | undefined;
}

/** Bytes on their way: a stream, or on a local Bot API server a path on the shared disk. */
export type FileSource = { stream: Readable; sizeBytes?: number } | { path: string; sizeBytes?: number };

export interface FileUpload {
  kind: FileKind;
  source: FileSource;
  fileName: string;
  /** JPEG, at most 320 px on a side and 200 kB; ignored by Telegram for photos. */
  thumbnail?: Buffer;
  captionHtml?: string;
  /** Carried over for audio and video so that the copy plays like the original. */
  durationSeconds?: number;
  width?: number;
  height?: number;
  performer?: string;
  title?: string;
}

export type Membership = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

/** What Telegram tells about a chat that the bot can see. */
export interface ChatDescription {
  id: number;
  type: 'private' | 'group' | 'supergroup' | 'channel';
  title: string;
  username?: string;
  /** The chat's primary invite link, where the bot may see it. */
  inviteLink?: string;
}

/**
 * The door out: what features may ask of Telegram. Every call passes the outbound chain (lane and token bucket →
 * circuit breaker → timeout → call) and fails with one of the classes in `telegram-errors.ts`. Texts are HTML in
 * Telegram's dialect; what people typed must be escaped by the caller.
 */
export abstract class TelegramGateway {
  abstract sendText(chatId: number, html: string, options?: SendOptions): Promise<SentMessage>;

  /**
   * Copies messages of a chat that the bot can see; several ids, ascending, are an album. Answers the (first) copy. Throws
   * `TelegramRejected` when the original is gone.
   */
  abstract copyMessages(
    chatId: number,
    original: { chatId: number; messageIds: readonly number[] },
    options?: SendOptions,
  ): Promise<SentMessage>;

  /** "message is not modified" counts as success: the screen already shows this. */
  abstract editText(chatId: number, messageId: number, html: string, options?: SendOptions): Promise<void>;

  /** A message that is already gone counts as success. */
  abstract deleteMessage(chatId: number, messageId: number, options?: Pick<SendOptions, 'lane'>): Promise<void>;

  /** Sends a file Telegram already has; instant at any size. */
  abstract sendStoredFile(
    chatId: number,
    file: { kind: FileKind; fileId: string; captionHtml?: string },
    options?: SendOptions,
  ): Promise<SentFile>;

  /** Uploads bytes without holding them: the stream is piped into the request. */
  abstract uploadFile(chatId: number, upload: FileUpload, options?: SendOptions): Promise<SentFile>;

  /**
   * Opens a file for reading. Throws `FileTooBig` when this server does not hand out files of that size. On a local Bot
   * API server the answer is a path, and no bytes are moved.
   *
   * A stream begins at `offsetBytes` (default 0), whether or not the server can begin there; a path is always of the whole
   * file. `sizeBytes` is that of the whole file.
   */
  abstract openFile(fileId: string, options?: { signal?: AbortSignal; offsetBytes?: number }): Promise<FileSource>;

  /** Reads a small file whole, at most `maxBytes`; for thumbnails. Throws `FileTooBig` past that. */
  abstract readSmallFile(fileId: string, maxBytes: number, options?: { signal?: AbortSignal }): Promise<Buffer>;

  /** Reliable only where the bot is an administrator of that chat. */
  abstract getMembership(
    chatId: number | string,
    userId: number,
    options?: Pick<SendOptions, 'signal'>,
  ): Promise<Membership>;

  /** `reference`: a chat id, or `@username` of a public chat. Throws `ChatUnreachable` when the bot can't see such a chat. */
  abstract describeChat(reference: number | string): Promise<ChatDescription>;

  /** Makes an invite link of the bot's own. With `asksToJoin`, people send a request that an administrator approves. */
  abstract createInviteLink(chatId: number, options: { asksToJoin: boolean }): Promise<string>;

  /** The bot's own identity, asked once and remembered. */
  abstract getIdentity(): Promise<{ id: number; username: string; displayName: string }>;
}
