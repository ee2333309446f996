/** Why a session ended before its time. `reused`: a refresh token came back that had been used: somebody has a copy. */
export const sessionEnds = [
  'signed-out',
  'signed-out-everywhere',
  'password-changed',
  'account-changed',
  'reused',
] as const;
export type SessionEnd = (typeof sessionEnds)[number];

/** Where a sign-in came from, as far as it says. */
export interface SessionOrigin {
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** What a session and its account say at the moment; the database's side of `Principal`. */
export interface SessionState {
  readonly sessionId: string;
  readonly accountId: string;
  readonly username: string;
  /** The account's own role; that of a linked person goes before it. */
  readonly role: string;
  readonly telegramId: number | null;
  /** Neither ended nor expired, and the account may sign in. */
  readonly alive: boolean;
}

/** One of somebody's own sign-ins, as they see it. */
export interface AccountSession extends SessionOrigin {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}
