import { Injectable } from '@nestjs/common';
import { Database } from '../database';
import type { Actor } from './actor';
import type { AuditedChange } from './audit-entry';

/** Writes down who changed what. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /**
   * Writes one change down, in the transaction of the surrounding `UnitOfWork.run`: call it there, so that neither the
   * change nor its record is ever kept without the other.
   */
  async record({ actor, action, targetKind, targetId, before, after }: AuditedChange): Promise<void> {
    await this.database.execute(
      `INSERT INTO audit_entries (actor_kind, actor_id, actor_name, action, target_kind, target_id, before, after)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        actor.kind,
        idOf(actor),
        actor.kind === 'account' ? actor.name : null,
        action,
        targetKind,
        targetId === undefined ? null : String(targetId),
        before === undefined ? null : JSON.stringify(before),
        after === undefined ? null : JSON.stringify(after),
      ],
    );
  }
}

function idOf(actor: Actor): string | null {
  if (actor.kind === 'chat') return String(actor.userId);
  return actor.kind === 'account' ? actor.accountId : null;
}
