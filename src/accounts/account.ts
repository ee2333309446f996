import type { Actor } from '../audit';
import type { Permission } from '../users';

/** Somebody who may sign in to the admin API. */
export interface Account {
  readonly id: string;
  /** Lower-case; see `USERNAME`. */
  readonly username: string;
  /** A linked account has the role of its person. */
  readonly role: string;
  /** The person in the chat that this account belongs to. */
  readonly telegramId: number | null;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

/** Whoever a request comes from, as its access token proves and the database says now. */
export interface Principal {
  readonly accountId: string;
  readonly sessionId: string;
  readonly username: string;
  readonly role: string;
  readonly permissions: readonly Permission[];
  readonly telegramId: number | null;
  /** Whom the audit log names. */
  readonly actor: Actor;
}

export const USERNAME = /^[a-z0-9][a-z0-9._-]{2,31}$/;
export const MIN_PASSWORD_LENGTH = 10;
/** What bcrypt looks at; more would be ignored without a word. */
export const MAX_PASSWORD_BYTES = 72;

export const normaliseUsername = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

export const isAcceptablePassword = (password: string): boolean =>
  password.length >= MIN_PASSWORD_LENGTH &&
  Buffer.byteLength(password) <= MAX_PASSWORD_BYTES &&
  !password.includes('\0');
