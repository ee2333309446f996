import {
  type InlineKeyboardMarkup,
  type LinkPreviewOptions,
  type MessageEntity,
  type MessageOrigin,
} from '@grammyjs/types';
import { type MediaKind } from '../control/contract';
import { type StoredFile } from '../files/stored-file';
import { type Bot } from './bot';
import { type Chat } from './chat';
import { type Person } from './person';

export type Actor = Person | Bot;

/** What a message says; exactly one of `text`, `media` and `other` is there. */
export interface MessageContent {
  text?: string;
  entities?: MessageEntity[];
  linkPreview?: LinkPreviewOptions;
  media?: { kind: MediaKind; file: StoredFile; spoiler: boolean };
  caption?: string;
  captionEntities?: MessageEntity[];
  captionAbove?: boolean;
  /** Fields of the Bot API's Message for every other kind: location, contact, poll, `new_chat_members`, … */
  other?: Record<string, unknown>;
  /** For service messages: what people read. */
  service?: string;
}

/** What is known about a message before it has an id. */
export interface MessageDraft {
  /** Who wrote it; in channels nobody is told, the chat itself speaks. */
  from?: Actor;
  content: MessageContent;
  keyboard?: InlineKeyboardMarkup;
  replyToId?: number;
  quote?: { text: string; position: number; is_manual?: true };
  forwardOrigin?: MessageOrigin;
  viaBot?: Bot;
  mediaGroupId?: string;
  silent?: boolean;
  protected?: boolean;
  effectId?: string;
}

/** A message in a chat. */
export interface StoredMessage extends MessageDraft {
  chat: Chat;
  id: number;
  /** Unix seconds. */
  date: number;
  editDate?: number;
  /** See `SeenMessage.revision`. */
  revision: number;
  /** Emoji by who set it. */
  reactions?: Map<number, string>;
}
