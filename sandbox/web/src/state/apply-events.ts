import type { CallRecord, SandboxEvent, SeenChat, SeenMessage } from '../../../src/control/contract';
import {
  CALLS_KEPT,
  CHAT_ACTION_MS,
  MESSAGES_KEPT,
  chatKey,
  type ChatKey,
  type Conversation,
  type World,
} from './world';

export interface EventContext {
  /** Unix milliseconds. */
  now: number;
  /** Whether somebody looks at this chat at the moment. */
  isOpen: (key: ChatKey) => boolean;
}

/** The world after these events. Chats that nobody has opened only count what is unread. */
export function applyEvents(world: World, events: readonly SandboxEvent[], context: EventContext): World {
  const calls = events.flatMap((event) => (event.type === 'call' ? [event.call] : []));
  const next = events.reduce((state, event) => applyEvent(state, event, context), world);
  return calls.length > 0 ? { ...next, calls: withCalls(next.calls, calls) } : next;
}

/** Adds newer calls; ids grow, so that what was read and what was told never appears twice. */
export function withCalls(known: readonly CallRecord[], more: readonly CallRecord[]): readonly CallRecord[] {
  const newest = known.at(-1)?.id ?? -1;
  return [...known, ...more.filter(({ id }) => id > newest)].slice(-CALLS_KEPT);
}

function applyEvent(world: World, event: SandboxEvent, context: EventContext): World {
  switch (event.type) {
    case 'message':
      return receive(world, event.personId, event.message, context);
    case 'edit':
      return withMessage(world, event.personId, event.message);
    case 'delete':
      return withoutMessages(world, chatKey(event.personId, event.chatId), new Set(event.messageIds));
    case 'chatAction': {
      const action = { botId: event.botId, action: event.action, until: context.now + CHAT_ACTION_MS };
      return { ...world, chatActions: withEntry(world.chatActions, chatKey(event.personId, event.chatId), action) };
    }
    case 'chat':
      return withChat(world, event.personId, event.chat);
    case 'person':
      return { ...world, people: withEntry(world.people, event.person.id, event.person) };
    case 'bot':
      return { ...world, bots: replaced(world.bots, event.bot) };
    case 'faults':
      return { ...world, faults: event.faults };
    case 'settings':
      return { ...world, settings: event.settings };
    default:
      return world;
  }
}

function receive(world: World, personId: number, message: SeenMessage, { isOpen }: EventContext): World {
  const key = chatKey(personId, message.chatId);
  const next = { ...withMessage(world, personId, message) };
  if (!message.outgoing) {
    const chatActions = new Map(world.chatActions);
    if (chatActions.delete(key)) next.chatActions = chatActions;
    if (!isOpen(key)) next.unread = withEntry(world.unread, key, (world.unread.get(key) ?? 0) + 1);
  }
  return next;
}

/** Puts the message, newer than what is known of it or not known yet, into its conversation and the list of chats. */
export function withMessage(world: World, personId: number, message: SeenMessage): World {
  const key = chatKey(personId, message.chatId);
  const conversation = world.conversations.get(key);
  const changed = conversation && placed(conversation, message);
  const conversations =
    changed && changed !== conversation ? withEntry(world.conversations, key, changed) : world.conversations;

  const chat = world.chats.get(personId)?.find(({ chatId }) => chatId === message.chatId);
  const isNewest = chat && (chat.lastMessage?.messageId ?? 0) <= message.messageId;
  const next = { ...world, conversations };
  return isNewest ? withChat(next, personId, { ...chat, lastMessage: message }) : next;
}

function placed(conversation: Conversation, message: SeenMessage): Conversation {
  const { messages, reachedStart } = conversation;
  const index = messages.findIndex(({ messageId }) => messageId === message.messageId);
  const known = messages[index];
  if (known) {
    if (known.revision > message.revision) return conversation;
    return { ...conversation, messages: messages.with(index, message) };
  }
  const oldest = messages[0];
  // An edit of something older than what is shown comes into view when somebody scrolls there.
  if (oldest && message.messageId < oldest.messageId && !reachedStart) return conversation;
  const newest = messages.at(-1);
  const all = [...messages, message];
  if (newest && newest.messageId > message.messageId) all.sort((a, b) => a.messageId - b.messageId);
  return { ...conversation, messages: all };
}

/** Lets go of what has scrolled out of sight long ago. */
export function trimmed(conversation: Conversation): Conversation {
  if (conversation.messages.length <= MESSAGES_KEPT) return conversation;
  return { ...conversation, messages: conversation.messages.slice(-MESSAGES_KEPT), reachedStart: false };
}

function withoutMessages(world: World, key: ChatKey, ids: ReadonlySet<number>): World {
  const conversation = world.conversations.get(key);
  if (!conversation) return world;
  const messages = conversation.messages.filter(({ messageId }) => !ids.has(messageId));
  return { ...world, conversations: withEntry(world.conversations, key, { ...conversation, messages }) };
}

/** The chat's newest state in the person's list; a list that was never read stays unread. */
export function withChat(world: World, personId: number, chat: SeenChat): World {
  const chats = world.chats.get(personId);
  if (!chats) return world;
  const others = chats.filter(({ chatId }) => chatId !== chat.chatId);
  return { ...world, chats: withEntry(world.chats, personId, [...others, chat]) };
}

/** The list with this one changed, or added at the end: the first bot stays the first. */
function replaced<T extends { id: number }>(list: readonly T[], changed: T): readonly T[] {
  const index = list.findIndex(({ id }) => id === changed.id);
  return index < 0 ? [...list, changed] : list.with(index, changed);
}

/** A copy of the map with one entry changed. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): Map<K, V> {
  return new Map(map).set(key, value);
}
