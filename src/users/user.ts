import type { Language } from '../i18n';
import type { Permission } from './permissions';

/** Whether Telegram lets us write to somebody. */
export const reachabilities = ['reachable', 'blocked', 'deactivated'] as const;
export type Reachability = (typeof reachabilities)[number];

/** A person who has met the bot. `id` is their Telegram id. */
export interface User {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly username: string | null;
  readonly language: Language;
  /** `owner`, `user`, or the name of a role that admins keep. */
  readonly role: string;
  /** What that role permits. */
  readonly permissions: readonly Permission[];
  /** Set while an admin has shut this person out; whatever they send is dropped. */
  readonly blockedAt: Date | null;
  readonly reachability: Reachability;
  /** A deep link that waits until the forced subscription is fulfilled. */
  readonly pendingStart: string | null;
  readonly createdAt: Date;
  /** Exact to a minute, to spare a write for every update. */
  readonly lastSeenAt: Date;
}

/** What an update says about its sender. */
export interface TelegramProfile {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  /** IETF tag of their app's language; often absent. */
  readonly languageCode?: string;
}
