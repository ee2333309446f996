import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, Listing, likeText, type Listed, type ListRequest, when } from '../database';
import type { Account } from './account';

const COLUMNS = `id, username, role, telegram_id::float8 AS "telegramId", disabled_at AS "disabledAt",
  created_at AS "createdAt", last_sign_in_at AS "lastSignInAt"`;
/** Held while accounts change, so that of two owners who remove each other one stays. Arbitrary. */
const ACCOUNTS_LOCK = 7_301_202;

export interface AccountFilter extends ListRequest {
  readonly q?: string;
  readonly role?: string;
}

export interface NewAccount {
  readonly username: string;
  readonly passwordHash: string;
  readonly role: string;
  readonly telegramId: number | null;
}

@Injectable()
export class AccountRepository {
  private readonly listing = new Listing<Account>({
    columns: COLUMNS,
    from: 'accounts',
    sortable: { username: 'username', createdAt: 'created_at', lastSignInAt: 'last_sign_in_at' },
    tieBreaker: 'id',
    defaultSort: 'username',
  });

  constructor(private readonly database: Database) {}

  /** Until the transaction ends, nobody else changes accounts. */
  async lock(): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock($1)', [ACCOUNTS_LOCK]);
  }

  list(filter: AccountFilter): Promise<Listed<Account>> {
    return this.listing.read(this.database, filter, [
      when(filter.q && `%${likeText(filter.q.toLowerCase())}%`, (value) => `username LIKE ${value}`),
      when(filter.role, (value) => `role = ${value}`),
    ]);
  }

  async find(id: string): Promise<Account | null> {
    const [account] = await this.database.query<Account>(`SELECT ${COLUMNS} FROM accounts WHERE id = $1`, [id]);
    return account ?? null;
  }

  async findSecret(username: string): Promise<{ id: string; passwordHash: string; disabled: boolean } | null> {
    const [row] = await this.database.query<{ id: string; passwordHash: string; disabled: boolean }>(
      `SELECT id, password_hash AS "passwordHash", disabled_at IS NOT NULL AS disabled FROM accounts WHERE username = $1`,
      [username],
    );
    return row ?? null;
  }

  async passwordHash(id: string): Promise<string | null> {
    const [row] = await this.database.query<{ hash: string }>(
      'SELECT password_hash AS hash FROM accounts WHERE id = $1',
      [id],
    );
    return row?.hash ?? null;
  }

  async insert(account: NewAccount): Promise<Account> {
    const [row] = await this.database.query<Account>(
      `INSERT INTO accounts (id, username, password_hash, role, telegram_id) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [randomUUID(), account.username, account.passwordHash, account.role, account.telegramId],
    );
    if (!row) throw new Error('an inserted account answered no row');
    return row;
  }

  async update(account: Pick<Account, 'id' | 'role' | 'telegramId'> & { disabled: boolean }): Promise<Account | null> {
    const [row] = await this.database.query<Account>(
      `UPDATE accounts SET role = $2, telegram_id = $3,
         disabled_at = CASE WHEN $4::boolean THEN coalesce(disabled_at, now()) END
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [account.id, account.role, account.telegramId, account.disabled],
    );
    return row ?? null;
  }

  async setPassword(id: string, passwordHash: string): Promise<void> {
    await this.database.execute('UPDATE accounts SET password_hash = $2, password_changed_at = now() WHERE id = $1', [
      id,
      passwordHash,
    ]);
  }

  async remove(id: string): Promise<void> {
    await this.database.execute('DELETE FROM accounts WHERE id = $1', [id]);
  }

  async isTaken(field: 'username' | 'telegramId', value: string | number, exceptId: string | null): Promise<boolean> {
    const column = field === 'username' ? 'username' : 'telegram_id';
    const rows = await this.database.query(
      `SELECT 1 FROM accounts WHERE ${column} = $1 AND ($2::uuid IS NULL OR id <> $2)`,
      [value, exceptId],
    );
    return rows.length > 0;
  }

  async countAll(): Promise<number> {
    const [row] = await this.database.query<{ accounts: number }>('SELECT count(*)::int AS accounts FROM accounts');
    return row?.accounts ?? 0;
  }

  async countWithRole(role: string): Promise<number> {
    const [row] = await this.database.query<{ accounts: number }>(
      'SELECT count(*)::int AS accounts FROM accounts WHERE role = $1',
      [role],
    );
    return row?.accounts ?? 0;
  }

  /** Owners that may sign in, but for one; linked ones don't count, since their role is their person's. */
  async countOtherOwners(exceptId: string): Promise<number> {
    const [row] = await this.database.query<{ owners: number }>(
      `SELECT count(*)::int AS owners FROM accounts
       WHERE role = 'owner' AND disabled_at IS NULL AND telegram_id IS NULL AND id <> $1`,
      [exceptId],
    );
    return row?.owners ?? 0;
  }
}
