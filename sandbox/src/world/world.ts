import { badRequest } from '../bot-api/api-error';
import { type NewBot } from '../control/contract';
import { type UpdateType } from '../updates/update-queue';
import { Bot } from './bot';
import { Chat } from './chat';
import { isPresent } from './member';
import { type Actor, type MessageContent, type MessageDraft, type StoredMessage } from './message';
import { Person } from './person';
import { renderMessage } from './render-message';

/** Something that people or bots can notice. */
export type WorldEvent =
  | { type: 'message' | 'edit'; chat: Chat; message: StoredMessage }
  | { type: 'delete'; chat: Chat; messageIds: number[] }
  | { type: 'action'; chat: Chat; bot: Bot; action: string }
  | { type: 'chat'; chat: Chat }
  | { type: 'person'; person: Person }
  | { type: 'bot'; bot: Bot };

export interface WorldLimits {
  maxMessagesPerChat: number;
  maxMessages: number;
}

const FIRST_PERSON_ID = 1001;
const FIRST_GROUP_ID = -1;
const FIRST_SUPERGROUP_ID = -1_001_000_000_001;

/** The simulated world: who is there, what was said, and who learns of it. Ids are the same in every run. */
export class World {
  readonly bots = new Map<number, Bot>();
  readonly people = new Map<number, Person>();
  readonly groups = new Map<number, Chat>();
  /** Called for every event; not called at all while nobody listens. */
  listener: ((event: WorldEvent) => void) | undefined;
  private revisionCount = 0;
  private queryCount = 0;
  /** Order in which messages came, to drop the oldest of all. */
  private arrivals: { chat: Chat; id: number }[] = [];
  private arrivalsHead = 0;
  private nextPersonId = FIRST_PERSON_ID;
  private nextGroupId = FIRST_GROUP_ID;
  private nextSupergroupId = FIRST_SUPERGROUP_ID;

  constructor(private readonly limits: WorldLimits) {}

  get revision(): number {
    return this.revisionCount;
  }

  get messageCount(): number {
    return this.arrivals.length - this.arrivalsHead;
  }

  /** Forgets people, chats and updates; bots stay, with their webhooks and commands, and update ids go on counting. */
  clear(): void {
    this.people.clear();
    this.groups.clear();
    for (const bot of this.bots.values()) {
      bot.queue.clear();
      bot.privateChats.clear();
    }
    this.arrivals = [];
    this.arrivalsHead = 0;
    this.nextPersonId = FIRST_PERSON_ID;
    this.nextGroupId = FIRST_GROUP_ID;
    this.nextSupergroupId = FIRST_SUPERGROUP_ID;
    this.queryCount = 0;
  }

  /* ---------- who is there ---------- */

  addBot(data: NewBot): Bot {
    const { token, ...rest } = data;
    const bot = new Bot(token, rest);
    this.bots.set(bot.id, bot);
    this.emit({ type: 'bot', bot });
    return bot;
  }

  firstBot(): Bot | undefined {
    return this.bots.values().next().value;
  }

  addPerson(id: number, data: ConstructorParameters<typeof Person>[1]): Person {
    const person = new Person(id, data);
    this.people.set(id, person);
    this.emit({ type: 'person', person });
    return person;
  }

  /** The first of `count` consecutive ids nobody has. */
  freePersonIds(count: number): number {
    while (this.people.has(this.nextPersonId)) this.nextPersonId++;
    const first = this.nextPersonId;
    for (let id = first; id < first + count; id++) {
      if (this.people.has(id) || this.bots.has(id)) {
        this.nextPersonId = id + 1;
        return this.freePersonIds(count);
      }
    }
    this.nextPersonId = first + count;
    return first;
  }

  addGroup(type: 'group' | 'supergroup' | 'channel', title: string, id?: number): Chat {
    const chat = Chat.group(id ?? this.freeGroupId(type), type, title);
    this.groups.set(chat.id, chat);
    return chat;
  }

  actor(id: number): Actor | undefined {
    return this.people.get(id) ?? this.bots.get(id);
  }

  /** The private chat if the person has ever started the bot. */
  privateChat(bot: Bot, person: Person): Chat | undefined {
    const chat = bot.privateChats.get(person.id);
    if (chat?.started) return chat;
    return person.knowsBots ? this.startPrivateChat(bot, person) : undefined;
  }

  /** The private chat as the person sees it, whether or not it was ever started. */
  viewPrivateChat(bot: Bot, person: Person): Chat {
    let chat = bot.privateChats.get(person.id);
    if (!chat) {
      chat = Chat.between(person, bot);
      bot.privateChats.set(person.id, chat);
    }
    return chat;
  }

  /** From now on the bot may write to this person. Safe twice. */
  startPrivateChat(bot: Bot, person: Person): Chat {
    const chat = this.viewPrivateChat(bot, person);
    chat.started = true;
    return chat;
  }

  groupByUsername(username: string): Chat | undefined {
    const wanted = username.toLowerCase();
    for (const chat of this.groups.values()) if (chat.username?.toLowerCase() === wanted) return chat;
    return undefined;
  }

  /* ---------- what is said ---------- */

  /** Puts a message into a chat and tells everybody who should know: people see it, bots get an update. */
  post(chat: Chat, draft: MessageDraft): StoredMessage {
    const date = Math.floor(Date.now() / 1000);
    const message: StoredMessage = { ...draft, chat, id: chat.takeMessageId(), date, revision: ++this.revisionCount };
    chat.store(message, this.limits.maxMessagesPerChat);
    this.noteArrival(chat, message.id);
    if (draft.from?.isBot && chat.bot) chat.delivered++;
    chat.touch(message.revision);
    this.emit({ type: 'message', chat, message });
    this.informBots(message, chat.type === 'channel' ? 'channel_post' : 'message');
    return message;
  }

  /** Tells everybody that a message was changed; `edited` is false for changes that leave no trace (reactions, keyboards). */
  noteChange(message: StoredMessage, edited: boolean): void {
    if (edited) message.editDate = Math.floor(Date.now() / 1000);
    message.revision = ++this.revisionCount;
    message.chat.touch(message.revision);
    this.emit({ type: 'edit', chat: message.chat, message });
    if (edited) this.informBots(message, message.chat.type === 'channel' ? 'edited_channel_post' : 'edited_message');
  }

  /** Removes those that are there; answers their ids. */
  remove(chat: Chat, ids: number[]): number[] {
    const removed = ids.filter((id) => chat.remove(id));
    if (removed.length === 0) return removed;
    chat.touch(++this.revisionCount);
    this.emit({ type: 'delete', chat, messageIds: removed });
    return removed;
  }

  /** Tells people that a chat itself has changed: title, members, pinned messages. */
  noteChatChange(chat: Chat): void {
    chat.touch(++this.revisionCount);
    this.emit({ type: 'chat', chat });
  }

  /** A service message such as "Ann joined the group". */
  postService(chat: Chat, from: Actor | undefined, fields: Record<string, unknown>, sentence: string): StoredMessage {
    const content: MessageContent = { other: fields, service: sentence };
    return this.post(chat, { from, content });
  }

  /** An id for a callback or inline query. */
  takeQueryId(): string {
    return String(4_000_000_000_000_000n + BigInt(++this.queryCount));
  }

  /** Queues an update for one bot. */
  inform(bot: Bot, type: UpdateType, about: { id: number }, payload: unknown): void {
    bot.queue.push(type, String(about.id), payload);
  }

  emit(event: WorldEvent): void {
    this.listener?.(event);
  }

  /** Bots that are in this chat now. */
  botsIn(chat: Chat): Bot[] {
    if (chat.bot) return [chat.bot];
    const present: Bot[] = [];
    for (const bot of this.bots.values()) if (isPresent(chat.members.get(bot.id))) present.push(bot);
    return present;
  }

  private informBots(message: StoredMessage, type: UpdateType): void {
    const { chat, from } = message;
    // A bot never sees what bots say, its own words included.
    if (from?.isBot) return;
    for (const bot of this.botsIn(chat)) {
      if (!this.isVisibleTo(bot, message)) continue;
      this.inform(bot, type, chat, renderMessage(message, bot));
    }
  }

  /** Privacy mode: in groups, a bot that doesn't read everything sees commands, replies to itself, mentions and service messages. */
  private isVisibleTo(bot: Bot, message: StoredMessage): boolean {
    const { chat, content } = message;
    if (chat.type === 'private' || chat.type === 'channel' || bot.readsAllGroupMessages) return true;
    if (content.other && content.service) return true;
    if (chat.members.get(bot.id)?.status === 'administrator') return true;
    const text = content.text ?? content.caption ?? '';
    const replied = message.replyToId === undefined ? undefined : chat.message(message.replyToId);
    return (
      text.startsWith('/') || replied?.from === bot || text.toLowerCase().includes(`@${bot.username.toLowerCase()}`)
    );
  }

  private freeGroupId(type: 'group' | 'supergroup' | 'channel'): number {
    let id: number;
    do id = type === 'group' ? this.nextGroupId-- : this.nextSupergroupId--;
    while (this.groups.has(id));
    return id;
  }

  private noteArrival(chat: Chat, id: number): void {
    this.arrivals.push({ chat, id });
    while (this.messageCount > this.limits.maxMessages) {
      const oldest = this.arrivals[this.arrivalsHead++];
      oldest?.chat.remove(oldest.id);
    }
    if (this.arrivalsHead > 4_096 && this.arrivalsHead * 2 > this.arrivals.length) {
      this.arrivals = this.arrivals.slice(this.arrivalsHead);
      this.arrivalsHead = 0;
    }
  }
}

/** The message, or the complaint Telegram has for a missing one. */
export function requireMessage(chat: Chat, id: number | undefined, complaint: string): StoredMessage {
  const message = id === undefined ? undefined : chat.message(id);
  if (!message) throw badRequest(complaint);
  return message;
}
