import type {
  BotView,
  CallRecord,
  Fault,
  Person,
  SandboxInfo,
  SandboxSettings,
  SeenChat,
  SeenMessage,
} from '../../../src/control/contract';

/** A person's view of a chat, as a map key. */
export type ChatKey = `${number}:${number}`;

export function chatKey(personId: number, chatId: number): ChatKey {
  return `${personId}:${chatId}`;
}

/** The part of a chat that has been read from the sandbox. */
export interface Conversation {
  /** Oldest first. */
  messages: readonly SeenMessage[];
  /** Nothing older exists. */
  reachedStart: boolean;
  /** First message that was unread when the chat was opened. */
  unreadFromId?: number;
}

export interface ChatAction {
  botId: number;
  action: string;
  /** Unix milliseconds; Telegram shows an action for five seconds. */
  until: number;
}

/** Everything the page knows of the sandbox. */
export interface World {
  connection: 'connecting' | 'live' | 'lost';
  info?: SandboxInfo;
  bots: readonly BotView[];
  people: ReadonlyMap<number, Person>;
  chats: ReadonlyMap<number, readonly SeenChat[]>;
  conversations: ReadonlyMap<ChatKey, Conversation>;
  unread: ReadonlyMap<ChatKey, number>;
  chatActions: ReadonlyMap<ChatKey, ChatAction>;
  calls: readonly CallRecord[];
  faults: readonly Fault[];
  settings?: SandboxSettings;
}

export const EMPTY_WORLD: World = {
  connection: 'connecting',
  bots: [],
  people: new Map(),
  chats: new Map(),
  conversations: new Map(),
  unread: new Map(),
  chatActions: new Map(),
  calls: [],
  faults: [],
};

/** Newest calls kept for the inspector. */
export const CALLS_KEPT = 500;
/** Messages kept per open chat while its end is in view; older ones are read again when somebody scrolls up. */
export const MESSAGES_KEPT = 400;
export const CHAT_ACTION_MS = 5_000;
