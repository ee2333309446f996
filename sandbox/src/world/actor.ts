import { type User } from '@grammyjs/types';

/** Whoever can speak and be in chats: a person or a bot. */
export interface Actor {
  readonly isBot: boolean;
  readonly id: number;
  readonly name: string;
  readonly username: string | undefined;
  /** As the Bot API shows it. */
  toUser(): User;
}
