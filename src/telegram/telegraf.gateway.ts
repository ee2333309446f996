import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config';
import { FileDownloads } from './files/file-downloads';
import { uploadPayload } from './files/upload-payload';
import { toInlineKeyboard, toSendFields } from './message-payload';
import { OutboundChain } from './outbound/outbound-chain';
import { currentLane } from './outbound/lane-context';
import { readCopiedId, readSentFile, readSentMessage } from './sent-message';
import { FileTooBig } from './telegram-errors';
import {
  TelegramGateway,
  type ChatDescription,
  type FileKind,
  type FileSource,
  type FileUpload,
  type Membership,
  type SendOptions,
  type SentFile,
  type SentMessage,
} from './telegram-gateway';

interface Identity {
  id: number;
  username: string;
  displayName: string;
}

/** What of a `Chat` is read here (https://core.telegram.org/bots/api#chatfullinfo). */
interface WireChat {
  id: number;
  type: ChatDescription['type'];
  title?: string;
  first_name?: string;
  username?: string;
  invite_link?: string;
}

/** The door out over the Bot API. */
@Injectable()
export class TelegrafGateway extends TelegramGateway {
  private identity: Promise<Identity> | undefined;

  constructor(
    private readonly chain: OutboundChain,
    private readonly downloads: FileDownloads,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async sendText(chatId: number, html: string, options: SendOptions = {}): Promise<SentMessage> {
    const payload = { chat_id: chatId, text: html, parse_mode: 'HTML', ...toSendFields(options) };
    return readSentMessage(await this.call('sendMessage', payload, options));
  }

  async copyMessages(
    chatId: number,
    original: { chatId: number; messageIds: readonly number[] },
    options: SendOptions = {},
  ): Promise<SentMessage> {
    const [messageId] = original.messageIds;
    const place = { chat_id: chatId, from_chat_id: original.chatId, ...toSendFields(options) };
    const isAlbum = original.messageIds.length > 1;
    const answer = isAlbum
      ? await this.call('copyMessages', { ...place, message_ids: original.messageIds }, options)
      : await this.call('copyMessage', { ...place, message_id: messageId }, options);
    return { chatId, messageId: readCopiedId(isAlbum ? (answer as unknown[])[0] : answer) };
  }

  async editText(chatId: number, messageId: number, html: string, options: SendOptions = {}): Promise<void> {
    const payload = {
      chat_id: chatId,
      message_id: messageId,
      text: html,
      parse_mode: 'HTML',
      ...(options.buttons && { reply_markup: toInlineKeyboard(options.buttons) }),
    };
    await this.call('editMessageText', payload, options);
  }

  async deleteMessage(chatId: number, messageId: number, options: Pick<SendOptions, 'lane'> = {}): Promise<void> {
    await this.call('deleteMessage', { chat_id: chatId, message_id: messageId }, options);
  }

  async sendStoredFile(
    chatId: number,
    file: { kind: FileKind; fileId: string; captionHtml?: string },
    options: SendOptions = {},
  ): Promise<SentFile> {
    const payload = {
      chat_id: chatId,
      [file.kind]: file.fileId,
      ...captionFields(file),
      ...toSendFields(options),
    };
    return readSentFile(await this.call(methodFor(file.kind), payload, options), file.kind);
  }

  async uploadFile(chatId: number, upload: FileUpload, options: SendOptions = {}): Promise<SentFile> {
    const source = this.readable(upload.source);
    const { maxUploadBytes } = this.config.telegram;
    if ((source.sizeBytes ?? 0) > maxUploadBytes) {
      if ('stream' in source) source.stream.destroy();
      throw new FileTooBig(maxUploadBytes);
    }
    const payload = {
      chat_id: chatId,
      ...uploadPayload({ ...upload, source }),
      ...captionFields(upload),
      ...toSendFields(options),
    };
    return readSentFile(await this.call(methodFor(upload.kind), payload, options), upload.kind);
  }

  openFile(fileId: string, options: { signal?: AbortSignal; offsetBytes?: number } = {}): Promise<FileSource> {
    return this.downloads.open(fileId, { lane: currentLane(), ...options });
  }

  readSmallFile(fileId: string, maxBytes: number, options: { signal?: AbortSignal } = {}): Promise<Buffer> {
    return this.downloads.readSmall(fileId, maxBytes, { lane: currentLane(), ...options });
  }

  async getMembership(
    chatId: number | string,
    userId: number,
    options: Pick<SendOptions, 'signal'> = {},
  ): Promise<Membership> {
    const member = await this.call('getChatMember', { chat_id: chatId, user_id: userId }, options);
    return (member as { status: Membership }).status;
  }

  async describeChat(reference: number | string): Promise<ChatDescription> {
    const chat = (await this.call('getChat', { chat_id: reference }, {})) as WireChat;
    return {
      id: chat.id,
      type: chat.type,
      title: chat.title ?? chat.first_name ?? '',
      ...(chat.username && { username: chat.username }),
      ...(chat.invite_link && { inviteLink: chat.invite_link }),
    };
  }

  async createInviteLink(chatId: number, { asksToJoin }: { asksToJoin: boolean }): Promise<string> {
    const payload = { chat_id: chatId, creates_join_request: asksToJoin };
    return ((await this.call('createChatInviteLink', payload, {})) as { invite_link: string }).invite_link;
  }

  getIdentity(): Promise<Identity> {
    this.identity ??= this.askIdentity().catch((error: unknown) => {
      this.identity = undefined;
      throw error;
    });
    return this.identity;
  }

  private async askIdentity(): Promise<Identity> {
    const me = (await this.call('getMe', {}, {})) as { id: number; username?: string; first_name: string };
    return { id: me.id, username: me.username ?? '', displayName: me.first_name };
  }

  private call(
    method: string,
    payload: Record<string, unknown>,
    options: Pick<SendOptions, 'lane' | 'signal' | 'beforeLeaving' | 'patienceMs'>,
  ) {
    const { lane = currentLane(), signal, beforeLeaving, patienceMs } = options;
    return this.chain.call(method, payload, { lane, signal, beforeLeaving, patienceMs });
  }

  /** On the public server a path on our own disk is bytes like any other; only a local server can read it itself. */
  private readable(source: FileSource): FileSource {
    if ('stream' in source || this.config.telegram.localMode) return source;
    return { stream: createReadStream(source.path), ...(source.sizeBytes && { sizeBytes: source.sizeBytes }) };
  }
}

const captionFields = ({ captionHtml }: { captionHtml?: string }): Record<string, string> =>
  captionHtml === undefined ? {} : { caption: captionHtml, parse_mode: 'HTML' };

/** `video_note` → `sendVideoNote`. */
function methodFor(kind: FileKind): string {
  return `send${kind.replace(/(^|_)([a-z])/g, (_match, _start, letter: string) => letter.toUpperCase())}`;
}
