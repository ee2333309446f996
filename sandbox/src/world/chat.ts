import { type Chat as ChatObject, type ReplyKeyboardMarkup } from '@grammyjs/types';
import { type ChatKind } from '../control/contract';
import { type Bot } from './bot';
import { type Member } from './member';
import { type StoredMessage } from './message';
import { type Person } from './person';

const NOBODY: ReadonlyMap<number, Member> = new Map();

/** A conversation: private between one person and one bot, or a group or channel with members. */
export class Chat {
  title = '';
  username: string | undefined;
  description = '';
  joinByRequest = false;
  migratedTo: number | undefined;
  /** What members may do in a group; absent rights are granted. */
  permissions: Record<string, boolean> = {};
  readonly joinRequests = new Map<number, { at: number; link?: string }>();
  /** Links by URL, as the Bot API shows them. */
  readonly inviteLinks = new Map<
    string,
    { creatorId: number; name?: string; byRequest: boolean; revoked: boolean; primary: boolean }
  >();
  pinned: number[] = [];
  /** Shown instead of the ordinary keyboard in a private chat. */
  replyKeyboard: ReplyKeyboardMarkup | undefined;
  /** A private chat exists for the bot once the person has started it. */
  started = false;
  /** Messages the bot has sent into this private chat, ever. */
  delivered = 0;
  revision = 0;
  private lastId = 0;
  private stored: Map<number, StoredMessage> | undefined;
  private watchers: Set<() => void> | undefined;

  private constructor(
    /** As bots know it: the person's id in a private chat. */
    readonly id: number,
    readonly type: ChatKind,
    readonly person: Person | undefined,
    readonly bot: Bot | undefined,
    private readonly memberMap: Map<number, Member> | undefined,
  ) {}

  static between(person: Person, bot: Bot): Chat {
    return new Chat(person.id, 'private', person, bot, undefined);
  }

  static group(id: number, type: Exclude<ChatKind, 'private'>, title: string): Chat {
    const chat = new Chat(id, type, undefined, undefined, new Map());
    chat.title = title;
    return chat;
  }

  get members(): ReadonlyMap<number, Member> {
    return this.memberMap ?? NOBODY;
  }

  setMember(member: Member): void {
    this.memberMap?.set(member.user.id, member);
  }

  /** The id under which a person sees this chat. */
  get idForPeople(): number {
    return this.bot ? this.bot.id : this.id;
  }

  get name(): string {
    return this.person ? this.person.name : this.title;
  }

  /** Ids count up and are never used twice. */
  takeMessageId(): number {
    return ++this.lastId;
  }

  get lastMessageId(): number {
    return this.lastId;
  }

  get messageCount(): number {
    return this.stored?.size ?? 0;
  }

  messages(): Iterable<StoredMessage> {
    return this.stored?.values() ?? [];
  }

  message(id: number): StoredMessage | undefined {
    return this.stored?.get(id);
  }

  /** Keeps at most so many; the oldest go. */
  store(message: StoredMessage, capacity: number): void {
    this.stored ??= new Map();
    this.stored.set(message.id, message);
    if (this.stored.size > capacity) this.stored.delete(this.stored.keys().next().value as number);
  }

  /** False when it was not there. */
  remove(id: number): boolean {
    if (!this.stored?.delete(id)) return false;
    if (this.stored.size === 0) this.stored = undefined;
    this.pinned = this.pinned.includes(id) ? this.pinned.filter((pinned) => pinned !== id) : this.pinned;
    return true;
  }

  /** Marks a change and wakes who waits for one. */
  touch(revision: number): void {
    this.revision = revision;
    if (!this.watchers) return;
    const waking = this.watchers;
    this.watchers = undefined;
    for (const wake of waking) wake();
  }

  /** Calls back once, at the next change. */
  watch(wake: () => void): () => void {
    this.watchers ??= new Set();
    this.watchers.add(wake);
    return () => this.watchers?.delete(wake);
  }

  /** As the Bot API shows it. */
  toObject(): ChatObject {
    if (this.person) {
      const { id, firstName, lastName, username } = this.person;
      return { id, type: 'private', first_name: firstName, last_name: lastName, username };
    }
    if (this.type === 'group') return { id: this.id, type: 'group', title: this.title };
    return { id: this.id, type: this.type, title: this.title, username: this.username } as ChatObject;
  }
}
