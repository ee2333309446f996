import { Injectable } from '@nestjs/common';
import type { HistoryEvent, HistoryRequest } from '../../common/history';
import { Database } from '../../database/database';
import { type ListCondition, type Listed, Listing, type ListRequest, when } from '../../database/listing';
import type { LedgerEntry, LedgerFilter } from '../broadcast';

type EntryRow = Omit<LedgerEntry, 'userId' | 'messageId'> & { userId: string; messageId: string | null };

/** Broadcasts in which somebody is looked for. */
const LOOKED_THROUGH = 500;

const COLUMNS = `r.user_id AS "userId", u.first_name AS "firstName", u.username, r.status, r.reason, r.detail,
  r.message_id AS "messageId", r.attempts, r.settled_at AS "settledAt"`;
const SOURCE = 'broadcast_recipients r LEFT JOIN users u ON u.id = r.user_id';

const listing = new Listing<EntryRow>({
  columns: COLUMNS,
  from: SOURCE,
  searchFrom: 'broadcast_recipients r',
  sortable: { userId: 'r.user_id' },
  tieBreaker: 'r.user_id',
  defaultSort: 'userId',
});

const toEntry = (row: EntryRow): LedgerEntry => ({
  ...row,
  userId: Number(row.userId),
  messageId: row.messageId === null ? null : Number(row.messageId),
});

/** Ledgers as they are looked at: in pages, and from end to end. */
@Injectable()
export class LedgerViewRepository {
  constructor(private readonly database: Database) {}

  /** As the API lists them: fast however many recipients there are. What is known of the total is not counted. */
  async browse(
    broadcastId: number,
    request: LedgerFilter & ListRequest,
    knownTotal?: number,
  ): Promise<Listed<LedgerEntry>> {
    const listed = await listing.read(this.database, request, conditionsOf(broadcastId, request), knownTotal);
    return { ...listed, items: listed.items.map(toEntry) };
  }

  /**
   * What one person got of the latest broadcasts, newest first. By way of the broadcasts, so that a table with a million lines for
   * each of them needs no index for it.
   */
  async historyOf({ userId, before, limit }: HistoryRequest): Promise<HistoryEvent[]> {
    const rows = await this.database.query<{
      at: Date;
      broadcastId: number;
      status: string;
      reason: string | null;
      detail: string | null;
    }>(
      `SELECT coalesce(r.settled_at, b.started_at) AS at, b.id AS "broadcastId", r.status, r.reason, r.detail
       FROM (SELECT id, started_at FROM broadcasts WHERE started_at < $2 ORDER BY id DESC LIMIT ${LOOKED_THROUGH}) AS b
       JOIN broadcast_recipients r ON r.broadcast_id = b.id AND r.user_id = $1
       WHERE coalesce(r.settled_at, b.started_at) < $2 ORDER BY at DESC LIMIT $3`,
      [userId, before, limit],
    );
    return rows.map(({ at, ...details }) => ({ at, kind: 'broadcast.message', details }));
  }

  /** The next lines above an id: how a whole ledger is read without holding it. */
  async after(broadcastId: number, filter: LedgerFilter, userId: number, limit: number): Promise<LedgerEntry[]> {
    const conditions = conditionsOf(broadcastId, filter);
    const where = conditions.map(({ sql }, index) => sql(`$${index + 1}`)).join(' AND ');
    const given = conditions.length;
    const rows = await this.database.query<EntryRow>(
      `SELECT ${COLUMNS} FROM ${SOURCE} WHERE ${where} AND r.user_id > $${given + 1} ORDER BY r.user_id LIMIT $${given + 2}`,
      [...conditions.map(({ value }) => value), userId, limit],
    );
    return rows.map(toEntry);
  }
}

const conditionsOf = (broadcastId: number, { status, reason, userId }: LedgerFilter): ListCondition[] => {
  const inBroadcast = { value: broadcastId, sql: (value: string) => `r.broadcast_id = ${value}`, scopesKeys: true };
  return [
    inBroadcast,
    when(status, (value) => `r.status = ${value}`),
    when(reason, (value) => `r.reason = ${value}`),
    when(userId, (value) => `r.user_id = ${value}`),
  ].filter((condition) => condition !== undefined);
};
