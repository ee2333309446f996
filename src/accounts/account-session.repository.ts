import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database';
import type { AccountSession, SessionEnd, SessionOrigin, SessionState } from './account-session';

/** An answer that got lost is asked for again within this; the successor is then given once more. */
const GRACE_SECONDS = 10;

export type Rotation =
  /** `generation` is that of the token to be given out now. */
  { outcome: 'rotated'; generation: number } | { outcome: 'reused' | 'ended' };

@Injectable()
export class AccountSessionRepository {
  constructor(private readonly database: Database) {}

  async begin(accountId: string, ttlMs: number, { address, userAgent }: SessionOrigin): Promise<string> {
    const sessionId = randomUUID();
    await this.database.execute(
      `WITH signed_in AS (UPDATE accounts SET last_sign_in_at = now() WHERE id = $1)
       INSERT INTO account_sessions (id, account_id, expires_at, address, user_agent)
       VALUES ($5, $1, now() + $2 * interval '1 millisecond', $3, $4)`,
      [accountId, ttlMs, address, userAgent, sessionId],
    );
    return sessionId;
  }

  async find(sessionId: string): Promise<SessionState | null> {
    const [row] = await this.database.query<SessionState>(
      `SELECT s.id AS "sessionId", a.id AS "accountId", a.username, a.role, a.telegram_id::float8 AS "telegramId",
         s.ended_at IS NULL AND s.expires_at > now() AND a.disabled_at IS NULL AS alive
       FROM account_sessions s JOIN accounts a ON a.id = s.account_id WHERE s.id = $1`,
      [sessionId],
    );
    return row ?? null;
  }

  /**
   * Uses up the token of `generation`. The one before the valid one is taken again for some seconds, for it may be that its
   * answer was lost; any older one, or later, means that two hold the same token, and ends the whole family.
   */
  async rotate(sessionId: string, generation: number): Promise<Rotation> {
    const rotated = await this.database.execute(
      `UPDATE account_sessions SET generation = generation + 1, rotated_at = now()
       WHERE id = $1 AND generation = $2 AND ended_at IS NULL AND expires_at > now()`,
      [sessionId, generation],
    );
    if (rotated > 0) return { outcome: 'rotated', generation: generation + 1 };
    const [row] = await this.database.query<{ alive: boolean; lost: boolean; used: boolean }>(
      `SELECT ended_at IS NULL AND expires_at > now() AS alive, generation > $2 AS used,
         generation = $2 + 1 AND rotated_at > now() - make_interval(secs => ${GRACE_SECONDS}) AS lost
       FROM account_sessions WHERE id = $1`,
      [sessionId, generation],
    );
    if (!row?.alive) return { outcome: 'ended' };
    if (row.lost) return { outcome: 'rotated', generation: generation + 1 };
    if (!row.used) return { outcome: 'ended' };
    await this.end(sessionId, 'reused');
    return { outcome: 'reused' };
  }

  async end(sessionId: string, reason: SessionEnd): Promise<void> {
    await this.database.execute(
      'UPDATE account_sessions SET ended_at = now(), end_reason = $2 WHERE id = $1 AND ended_at IS NULL',
      [sessionId, reason],
    );
  }

  /** Ends every session of an account but, where given, the one that goes on. Answers the ids of those that ended. */
  async endAll(accountId: string, reason: SessionEnd, exceptSessionId: string | null = null): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE account_sessions SET ended_at = now(), end_reason = $2
       WHERE account_id = $1 AND ended_at IS NULL AND ($3::uuid IS NULL OR id <> $3) RETURNING id`,
      [accountId, reason, exceptSessionId],
    );
    return rows.map(({ id }) => id);
  }

  /** Those that are alive, newest first. */
  async listAlive(accountId: string): Promise<AccountSession[]> {
    return this.database.query<AccountSession>(
      `SELECT id, address, user_agent AS "userAgent", created_at AS "createdAt", rotated_at AS "lastUsedAt",
         expires_at AS "expiresAt"
       FROM account_sessions WHERE account_id = $1 AND ended_at IS NULL AND expires_at > now()
       ORDER BY created_at DESC LIMIT 100`,
      [accountId],
    );
  }

  /** Forgets what ended or expired a month ago. Answers how many. */
  async removeOld(): Promise<number> {
    return this.database.execute(
      `DELETE FROM account_sessions WHERE least(expires_at, coalesce(ended_at, expires_at)) < now() - interval '30 days'`,
    );
  }
}
