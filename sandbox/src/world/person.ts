import { type User } from '@grammyjs/types';
import { type NewPerson, type Person as PersonView } from '../control/contract';

const NOBODY: ReadonlySet<number> = new Set();

/** Somebody with a Telegram account. Kept small: a broadcast may need a hundred thousand of them. */
export class Person {
  readonly isBot = false;
  readonly id: number;
  firstName: string;
  lastName: string | undefined;
  username: string | undefined;
  languageCode: string | undefined;
  isPremium: boolean;
  deactivated = false;
  /** Has a private chat with every bot, although none was opened yet. */
  knowsBots = false;
  private blocked = NOBODY;

  constructor(id: number, data: Omit<NewPerson, 'id'>) {
    this.id = id;
    this.firstName = data.firstName;
    this.lastName = data.lastName;
    this.username = data.username;
    this.languageCode = data.languageCode;
    this.isPremium = data.isPremium ?? false;
  }

  get name(): string {
    return this.lastName ? `${this.firstName} ${this.lastName}` : this.firstName;
  }

  hasBlocked(botId: number): boolean {
    return this.blocked.has(botId);
  }

  setBlocked(botId: number, blocked: boolean): void {
    const next = new Set(this.blocked);
    if (blocked) next.add(botId);
    else next.delete(botId);
    this.blocked = next.size > 0 ? next : NOBODY;
  }

  /** As the Bot API shows it. */
  toUser(): User {
    return {
      id: this.id,
      is_bot: false,
      first_name: this.deactivated ? '' : this.firstName,
      last_name: this.lastName,
      username: this.username,
      language_code: this.languageCode,
      ...(this.isPremium ? { is_premium: true } : {}),
    };
  }

  toView(): PersonView {
    const { id, firstName, lastName, username, languageCode, isPremium, deactivated } = this;
    return { id, firstName, lastName, username, languageCode, isPremium, deactivated, blockedBots: [...this.blocked] };
  }
}
