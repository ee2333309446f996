/**
 * Where multi-step dialogues live between two messages. Durable in every tier, so a dialogue goes on after a restart.
 * Keys are `<chatId>/<userId>`; values are small JSON objects.
 */
export abstract class SessionStore {
  /** Answers `undefined` for unknown and for expired sessions. Reads that arrive together become one statement. */
  abstract read(key: string): Promise<Record<string, unknown> | undefined>;
  /** Replaces the session and starts its life anew: `lifeMs`, or `SESSION_TTL` when that is not given. */
  abstract write(key: string, value: Record<string, unknown>, lifeMs?: number): Promise<void>;
  abstract remove(key: string): Promise<void>;
  /** Deletes sessions nobody has touched for `SESSION_TTL`. Answers how many. */
  abstract removeExpired(): Promise<number>;
}
