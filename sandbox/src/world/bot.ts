import { type BotCommand, type InlineQueryResult, type User, type UserFromGetMe } from '@grammyjs/types';
import { type BotView, type NewBot } from '../control/contract';
import { LongPoll } from '../updates/long-poll';
import { UpdateQueue } from '../updates/update-queue';
import { type Webhook } from '../updates/webhook';
import { type Chat } from './chat';
import { PendingQueries } from './pending-queries';

export interface CallbackAnswer {
  text?: string;
  showAlert: boolean;
  url?: string;
}

export interface InlineAnswer {
  results: InlineQueryResult[];
  nextOffset: string;
  button?: unknown;
}

/** After so long without an answer, Telegram no longer accepts one. */
const CALLBACK_LIFETIME_MS = 15_000;
const INLINE_LIFETIME_MS = 15_000;

/** A bot and everything Telegram remembers about it. */
export class Bot {
  readonly isBot = true;
  readonly id: number;
  readonly queue = new UpdateQueue();
  readonly poll = new LongPoll(this.queue);
  webhook: Webhook | undefined;
  readonly privateChats = new Map<number, Chat>();
  readonly callbacks = new PendingQueries<CallbackAnswer, { data: string }>(CALLBACK_LIFETIME_MS);
  readonly inlineQueries = new PendingQueries<InlineAnswer, { personId: number }>(INLINE_LIFETIME_MS);
  /** By scope and language, see `CommandScopes`. */
  readonly commands = new Map<string, BotCommand[]>();
  /** Names and descriptions by language; the empty key is the default. */
  readonly names = new Map<string, string>();
  readonly descriptions = new Map<string, string>();
  readonly shortDescriptions = new Map<string, string>();
  readonly menuButtons = new Map<number, object>();
  loggedOut = false;
  private lastPollAt = 0;

  constructor(
    readonly token: string,
    private readonly data: Omit<NewBot, 'token'>,
  ) {
    this.id = Number(token.slice(0, token.indexOf(':')));
    this.queue.onPush((update) => {
      if (this.webhook) this.webhook.deliver(update);
      else this.poll.wake();
    });
  }

  get username(): string {
    return this.data.username ?? `sandbox_${this.id}_bot`;
  }

  get firstName(): string {
    return this.names.get('') ?? this.data.firstName ?? 'Sandbox bot';
  }

  get name(): string {
    return this.firstName;
  }

  get readsAllGroupMessages(): boolean {
    return this.data.canReadAllGroupMessages ?? true;
  }

  get supportsInlineQueries(): boolean {
    return this.data.supportsInlineQueries ?? true;
  }

  notePoll(): void {
    this.lastPollAt = Date.now();
  }

  toUser(): User {
    return { id: this.id, is_bot: true, first_name: this.firstName, username: this.username };
  }

  toMe(): UserFromGetMe {
    return {
      id: this.id,
      is_bot: true,
      first_name: this.firstName,
      username: this.username,
      can_join_groups: true,
      can_read_all_group_messages: this.readsAllGroupMessages,
      supports_inline_queries: this.supportsInlineQueries,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
    } as UserFromGetMe;
  }

  toView(): BotView {
    const polls = this.poll.isWaiting || Date.now() - this.lastPollAt < 5_000;
    return {
      ...this.toMe(),
      description: this.descriptions.get('') ?? '',
      shortDescription: this.shortDescriptions.get('') ?? '',
      receives: this.webhook ? 'webhook' : polls ? 'polling' : 'nothing',
      pendingUpdates: this.queue.size,
    };
  }
}
