import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { LedgerEntry, LedgerFilter } from '../broadcast';

type EntryRow = Omit<LedgerEntry, 'userId' | 'messageId'> & { userId: string; messageId: string | null };

const FILTER = `r.broadcast_id = $1 AND ($2::text IS NULL OR r.status = $2) AND ($3::text IS NULL OR r.reason = $3)
  AND ($4::bigint IS NULL OR r.user_id = $4)`;

/** Ledgers as they are looked at: in pages, and from end to end. */
@Injectable()
export class LedgerViewRepository {
  constructor(private readonly database: Database) {}

  async count(broadcastId: number, filter: LedgerFilter): Promise<number> {
    const [row] = await this.database.query<{ found: number }>(
      `SELECT count(*)::int AS found FROM broadcast_recipients r WHERE ${FILTER}`,
      parametersOf(broadcastId, filter),
    );
    return row?.found ?? 0;
  }

  async page(broadcastId: number, filter: LedgerFilter, limit: number, offset: number): Promise<LedgerEntry[]> {
    return this.read(`${FILTER} ORDER BY r.user_id LIMIT $5 OFFSET $6`, [
      ...parametersOf(broadcastId, filter),
      limit,
      offset,
    ]);
  }

  /** The next lines above an id: how a whole ledger is read without holding it. */
  async after(broadcastId: number, filter: LedgerFilter, userId: number, limit: number): Promise<LedgerEntry[]> {
    return this.read(`${FILTER} AND r.user_id > $5 ORDER BY r.user_id LIMIT $6`, [
      ...parametersOf(broadcastId, filter),
      userId,
      limit,
    ]);
  }

  private async read(condition: string, parameters: unknown[]): Promise<LedgerEntry[]> {
    const rows = await this.database.query<EntryRow>(
      `SELECT r.user_id AS "userId", u.first_name AS "firstName", u.username, r.status, r.reason, r.detail,
              r.message_id AS "messageId", r.attempts, r.settled_at AS "settledAt"
       FROM broadcast_recipients r LEFT JOIN users u ON u.id = r.user_id WHERE ${condition}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      userId: Number(row.userId),
      messageId: row.messageId === null ? null : Number(row.messageId),
    }));
  }
}

const parametersOf = (broadcastId: number, { status, reason, userId }: LedgerFilter): unknown[] => [
  broadcastId,
  status ?? null,
  reason ?? null,
  userId ?? null,
];
