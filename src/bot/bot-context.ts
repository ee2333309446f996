import { Context, type Scenes } from 'telegraf';
import { type Actor, chatActor } from '../audit';
import { type I18n, Words } from '../i18n';
import { type Granter, mayDo, NotPermitted, type Permission, type User } from '../users';

/** A dialogue between two messages, as the session middleware keeps it. */
export interface DialogueSession extends Scenes.SceneSession {
  /** When the dialogue last went on, in milliseconds since the epoch. */
  touchedAt?: number;
}

/**
 * How an update ended. `held-back`: it never reached a handler (nothing for the bot, or a sender who is blocked, too fast or
 * not subscribed). `refused`: an expected error was told. `failed`: something unexpected happened.
 */
export type UpdateOutcome = 'held-back' | 'handled' | 'refused' | 'failed';

/** What every handler gets: Telegraf's context, and who is speaking in which language. */
export class BotContext extends Context {
  // Declared, not defined: Telegraf's stage looks whether a session exists, and some updates have none.
  declare session: DialogueSession;
  declare scene: Scenes.SceneContextScene<BotContext>;
  outcome: UpdateOutcome = 'held-back';
  /** Name of the command, button or dialogue that took the update, where it has one. Comes from the code, not from people. */
  handledBy: string | undefined;
  private person: User | undefined;
  private spoken: Words | undefined;
  private answered = false;

  /** Who sent this update. Known to every handler behind the middleware that recognises people. */
  get user(): User {
    if (!this.person) throw new Error('this update has no recognised sender');
    return this.person;
  }

  get isRecognised(): boolean {
    return this.person !== undefined;
  }

  /** Sets who is speaking, and with it the language of every text from here on. */
  recognise(user: User, i18n: I18n): void {
    this.person = user;
    this.spoken = new Words(i18n, user.language);
  }

  get words(): Words {
    if (!this.spoken) throw new Error('this update has no recognised sender');
    return this.spoken;
  }

  /** Whom the audit log names for what this update changes. */
  get actor(): Actor {
    return chatActor(this.user.id);
  }

  /** The same, with what they may do, for giving roles. */
  get granter(): Granter {
    return { actor: this.actor, permissions: this.user.permissions };
  }

  get isPrivate(): boolean {
    return this.chat?.type === 'private';
  }

  /** Whether a multi-step dialogue is going on in this chat. */
  get isInDialogue(): boolean {
    return 'session' in this && this.session.__scenes?.current !== undefined;
  }

  /** Throws `NotPermitted` unless the sender's role allows it. */
  require(permission: Permission): void {
    if (!mayDo(this.user, permission)) throw new NotPermitted();
  }

  /** Whether this is a tap on a button that can still be answered with a pop-up. */
  get awaitsAnswer(): boolean {
    return this.callbackQuery !== undefined && !this.answered;
  }

  /**
   * Answers the callback query, once: later calls do nothing. A failure is not worth failing for, since the button's
   * work matters more than its little clock (and an answer that comes late is refused by Telegram).
   */
  async answerOnce(text?: string, options: { alert?: boolean } = {}): Promise<void> {
    if (!this.awaitsAnswer) return;
    this.answered = true;
    await this.answerCbQuery(text, { show_alert: options.alert ?? false }).catch(() => undefined);
  }
}
