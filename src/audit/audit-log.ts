import { Injectable } from '@nestjs/common';
import type { HistoryEvent, HistoryRequest } from '../common/history';
import { Database, type ListCondition, type Listed, Listing, type ListRequest, when } from '../database';
import type { Actor } from './actor';
import type { AuditEntry, AuditValues } from './audit-entry';

export interface AuditFilter extends ListRequest {
  readonly action?: string;
  readonly targetKind?: string;
  readonly targetId?: string;
  readonly actorKind?: Actor['kind'];
  readonly actorId?: string;
  readonly from?: Date;
  readonly to?: Date;
}

interface Row {
  id: number;
  createdAt: Date;
  actorKind: Actor['kind'];
  actorId: string | null;
  actorName: string | null;
  action: string;
  targetKind: string;
  targetId: string | null;
  before: AuditValues | null;
  after: AuditValues | null;
}

const shape = {
  columns: `id::float8 AS id, created_at AS "createdAt", actor_kind AS "actorKind", actor_id AS "actorId",
    actor_name AS "actorName", action, target_kind AS "targetKind", target_id AS "targetId", before, after`,
  from: 'audit_entries',
  tieBreaker: 'id',
  defaultSort: '-createdAt',
};
// Ids are given in the order of time, and what lines are narrowed by is indexed with them.
const byId = new Listing<Row>({ ...shape, sortable: { createdAt: 'id' } });
/** For a span of time, which an index of times leads to at once. */
const byTime = new Listing<Row>({ ...shape, sortable: { createdAt: 'created_at' } });

/** Reads what `AuditTrail` wrote. */
@Injectable()
export class AuditLog {
  constructor(private readonly database: Database) {}

  async list(filter: AuditFilter): Promise<Listed<AuditEntry>> {
    const conditions: (ListCondition | undefined)[] = [
      when(filter.action, (value) => `action = ${value}`),
      when(filter.targetKind, (value) => `target_kind = ${value}`),
      when(filter.targetId, (value) => `target_id = ${value}`),
      when(filter.actorKind, (value) => `actor_kind = ${value}`),
      when(filter.actorId, (value) => `actor_id = ${value}`),
      when(filter.from, (value) => `created_at >= ${value}`),
      when(filter.to, (value) => `created_at < ${value}`),
    ];
    const listing = (filter.from ?? filter.to) ? byTime : byId;
    const listed = await listing.read(this.database, filter, conditions);
    return { ...listed, items: listed.items.map(toEntry) };
  }

  /** What admins did with a person; newest first. */
  async historyOf({ userId, before, limit }: HistoryRequest): Promise<HistoryEvent[]> {
    const rows = await this.database.query<{ at: Date; action: string; by: string | null }>(
      `SELECT created_at AS at, action, coalesce(actor_name, actor_id) AS by FROM audit_entries
       WHERE target_kind = 'user' AND target_id = $1 AND created_at < $2 ORDER BY id DESC LIMIT $3`,
      [String(userId), before, limit],
    );
    return rows.map(({ at, ...details }) => ({ at, kind: 'admin.change', details }));
  }
}

function toEntry({ actorKind, actorId, actorName, ...entry }: Row): AuditEntry {
  return { ...entry, actor: toActor(actorKind, actorId, actorName) };
}

function toActor(kind: Actor['kind'], id: string | null, name: string | null): Actor {
  if (kind === 'chat') return { kind, userId: Number(id) };
  return kind === 'account' ? { kind, accountId: id ?? '', name: name ?? '' } : { kind };
}
