import { Injectable } from '@nestjs/common';
import type { DailyCount, DayRange } from '../common/history';
import { CREATED_IN_RANGE, DAY_OF_CREATION } from '../database/daily';
import { Database } from '../database/database';
import { likeText, type ListCondition, type Listed, Listing, type ListRequest, when } from '../database/listing';
import type { Language } from '../i18n';
import type { Reachability } from './user';

/** A row of `users` as PostgreSQL hands it over: `bigint` arrives as text. */
export interface UserRow {
  id: string;
  first_name: string;
  last_name: string | null;
  username: string | null;
  language: Language;
  role: string;
  blocked_at: Date | null;
  reachability: Reachability;
  pending_start: string | null;
  created_at: Date;
  last_seen_at: Date;
}

/** A sender with a language already guessed, for the case that they are new. */
export interface Sighting {
  id: number;
  firstName: string;
  lastName: string | null;
  username: string | null;
  language: Language;
}

/** Whether somebody can be written to, as it turned out. */
export interface ReachabilityChange {
  id: number;
  reachability: Reachability;
}

export interface UserCounts {
  total: number;
  activeToday: number;
  newThisWeek: number;
  unreachable: number;
  blocked: number;
}

const COLUMNS =
  'id, first_name, last_name, username, language, role, blocked_at, reachability, pending_start, created_at, last_seen_at';

export interface UserFilter extends ListRequest {
  /** A Telegram id, or how a name or user name begins. */
  readonly q?: string;
  readonly ids?: readonly number[];
  readonly language?: Language;
  readonly role?: string;
  readonly blocked?: boolean;
  readonly reachability?: Reachability;
}

const listing = new Listing<UserRow>({
  columns: COLUMNS,
  from: 'users',
  sortable: { lastSeenAt: 'last_seen_at', createdAt: 'created_at', id: 'id' },
  tieBreaker: 'id',
  defaultSort: '-lastSeenAt',
});

@Injectable()
export class UserRepository {
  constructor(private readonly database: Database) {}

  /**
   * Creates who is new, updates who changed their name or was last seen over a minute ago, and answers everybody's row
   * in one statement. Ids must be distinct. A row may be missing from the answer when another process created it in
   * the same instant: this statement's snapshot does not see it yet; ask again.
   */
  async recognise(sightings: readonly Sighting[]): Promise<UserRow[]> {
    // Sorted, so that two processes lock the same people in the same order.
    const sorted = [...sightings].sort((left, right) => left.id - right.id);
    return this.database.query<UserRow>(
      `WITH seen AS (
         SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
           AS seen (id, first_name, last_name, username, language)
       ), written AS (
         INSERT INTO users (id, first_name, last_name, username, language)
         SELECT id, first_name, last_name, username, language FROM seen
         ON CONFLICT (id) DO UPDATE
           SET first_name = excluded.first_name, last_name = excluded.last_name,
               username = excluded.username, last_seen_at = now()
           WHERE users.last_seen_at < now() - interval '1 minute'
              OR (users.first_name, users.last_name, users.username)
                 IS DISTINCT FROM (excluded.first_name, excluded.last_name, excluded.username)
         RETURNING ${COLUMNS}
       )
       SELECT ${COLUMNS} FROM written
       UNION ALL
       SELECT ${COLUMNS} FROM users
       WHERE id IN (SELECT id FROM seen) AND id NOT IN (SELECT id FROM written)`,
      [
        sorted.map((sighting) => sighting.id),
        sorted.map((sighting) => sighting.firstName),
        sorted.map((sighting) => sighting.lastName),
        sorted.map((sighting) => sighting.username),
        sorted.map((sighting) => sighting.language),
      ],
    );
  }

  async find(id: number): Promise<UserRow | undefined> {
    const [row] = await this.database.query<UserRow>(`SELECT ${COLUMNS} FROM users WHERE id = $1`, [id]);
    return row;
  }

  async findAll(ids: readonly number[]): Promise<UserRow[]> {
    return this.database.query<UserRow>(`SELECT ${COLUMNS} FROM users WHERE id = ANY($1::bigint[])`, [ids]);
  }

  /** Like `find`; the row stays as it is until the transaction ends. */
  async lock(id: number): Promise<UserRow | undefined> {
    const [row] = await this.database.query<UserRow>(`SELECT ${COLUMNS} FROM users WHERE id = $1 FOR UPDATE`, [id]);
    return row;
  }

  async setBlocked(id: number, blocked: boolean): Promise<void> {
    await this.database.execute(
      `UPDATE users SET blocked_at = CASE WHEN $2::boolean THEN coalesce(blocked_at, now()) END WHERE id = $1`,
      [id, blocked],
    );
  }

  async setLanguage(id: number, language: Language): Promise<void> {
    await this.database.execute('UPDATE users SET language = $2 WHERE id = $1', [id, language]);
  }

  async setRole(id: number, role: string): Promise<void> {
    await this.database.execute('UPDATE users SET role = $2 WHERE id = $1', [id, role]);
  }

  /** Who is named twice has one of the two. */
  async setReachabilities(changes: readonly ReachabilityChange[]): Promise<void> {
    await this.database.execute(
      `UPDATE users u SET reachability = n.reachability, reachability_changed_at = now()
       FROM (
         SELECT o.id, n.reachability FROM users o JOIN unnest($1::bigint[], $2::text[]) AS n (id, reachability) USING (id)
         WHERE o.reachability <> n.reachability ORDER BY o.id FOR UPDATE OF o
       ) n WHERE u.id = n.id`,
      [changes.map(({ id }) => id), changes.map(({ reachability }) => reachability)],
    );
  }

  async setPendingStart(id: number, payload: string | null): Promise<void> {
    await this.database.execute('UPDATE users SET pending_start = $2 WHERE id = $1', [id, payload]);
  }

  /** Everybody with a role above `user`, and of `alsoIds` those whom the bot has met. */
  async listStaff(alsoIds: readonly number[]): Promise<UserRow[]> {
    return this.database.query<UserRow>(`SELECT ${COLUMNS} FROM users WHERE role <> 'user' OR id = ANY($1::bigint[])`, [
      alsoIds,
    ]);
  }

  /** People as the API lists them: fast at any number. */
  async browse({ q, ...filter }: UserFilter): Promise<Listed<UserRow>> {
    return listing.read(this.database, filter, [
      q === undefined ? undefined : matching(q),
      when(filter.ids, (value) => `id = ANY(${value}::bigint[])`),
      when(filter.language, (value) => `language = ${value}`),
      when(filter.role, (value) => `role = ${value}`),
      when(filter.reachability, (value) => `reachability = ${value}`),
      filter.blocked === undefined
        ? undefined
        : {
            value: filter.blocked,
            sql: (value) => `blocked_at IS ${filter.blocked ? 'NOT ' : ''}NULL AND ${value}::boolean IS NOT NULL`,
          },
    ]);
  }

  async perDay({ from, to }: DayRange): Promise<DailyCount[]> {
    return this.database.query<DailyCount>(
      `SELECT ${DAY_OF_CREATION} AS day, count(*)::int AS count FROM users
       WHERE ${CREATED_IN_RANGE}
       GROUP BY 1 ORDER BY 1`,
      [from, to],
    );
  }

  async count(): Promise<UserCounts> {
    const [row] = await this.database.query<Record<keyof UserCounts, string>>(
      `SELECT count(*) AS "total",
              count(*) FILTER (WHERE last_seen_at > now() - interval '1 day') AS "activeToday",
              count(*) FILTER (WHERE created_at > now() - interval '7 days') AS "newThisWeek",
              count(*) FILTER (WHERE reachability <> 'reachable') AS "unreachable",
              count(*) FILTER (WHERE blocked_at IS NOT NULL) AS "blocked"
       FROM users`,
    );
    return {
      total: Number(row?.total ?? 0),
      activeToday: Number(row?.activeToday ?? 0),
      newThisWeek: Number(row?.newThisWeek ?? 0),
      unreachable: Number(row?.unreachable ?? 0),
      blocked: Number(row?.blocked ?? 0),
    };
  }
}

/** Each way of writing is answered by an index of its own: an id, `@name`, or the beginning of a name. */
function matching(q: string): ListCondition {
  const text = q.toLowerCase();
  if (/^\d{1,15}$/.test(text)) return { value: Number(text), sql: (value) => `id = ${value}::bigint` };
  const beginning = `${likeText(text.replace(/^@/, ''))}%`;
  const username = (value: string): string => `lower(username) LIKE ${value}`;
  if (text.startsWith('@')) return { value: beginning, sql: username };
  return {
    value: beginning,
    sql: (value) => `(${username(value)} OR lower(first_name || ' ' || coalesce(last_name, '')) LIKE ${value})`,
  };
}
