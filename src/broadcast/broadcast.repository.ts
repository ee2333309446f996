import { Injectable } from '@nestjs/common';
import type { DayRange } from '../common/history';
import { dayOf, inDayRange } from '../database/daily';
import { Database } from '../database/database';
import { type Listed, Listing, type ListRequest, when } from '../database/listing';
import type {
  Broadcast,
  BroadcastAuthor,
  BroadcastContent,
  BroadcastDay,
  BroadcastOptions,
  BroadcastPage,
  PauseReason,
} from './broadcast';
import { BROADCAST_SELECT, type BroadcastRow, toBroadcast } from './broadcast-row';
import { type BroadcastStatus, sourcesOf } from './broadcast-state';

/** Everything a draft holds. */
export type DraftFields = BroadcastOptions & { content: BroadcastContent };

export interface BroadcastFilter extends ListRequest {
  readonly status?: BroadcastStatus;
}

const listing = new Listing<BroadcastRow>({
  columns: BROADCAST_SELECT.replace(/^\s*SELECT/, ''),
  from: 'broadcasts b',
  // Ids are given in the order of creation.
  sortable: { createdAt: 'b.id' },
  tieBreaker: 'b.id',
  defaultSort: '-createdAt',
});

const conditionsOf = ({ status }: BroadcastFilter) => [when(status, (value) => `b.status = ${value}`)];

/** Campaigns and their moves. Every move names the states it may start from, so that it can't be made twice. */
@Injectable()
export class BroadcastRepository {
  constructor(private readonly database: Database) {}

  async insert(draft: DraftFields, author: BroadcastAuthor): Promise<Broadcast> {
    const [row] = await this.database.query<BroadcastRow>(
      `WITH b AS (
         INSERT INTO broadcasts (content, buttons, language, active_within_days, silent, protect, author)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING *
       ) ${BROADCAST_SELECT} FROM b`,
      [...parametersOf(draft), JSON.stringify(author)],
    );
    if (!row) throw new Error('an inserted broadcast answered no row');
    return toBroadcast(row);
  }

  async find(id: number): Promise<Broadcast | null> {
    return this.findOne(`${BROADCAST_SELECT} FROM broadcasts b WHERE b.id = $1`, [id]);
  }

  /** Keeps everybody else from changing it until the transaction ends. */
  async lock(id: number): Promise<Broadcast | null> {
    return this.findOne(`${BROADCAST_SELECT} FROM broadcasts b WHERE b.id = $1 FOR UPDATE`, [id]);
  }

  /** Page by page, newest first, as the chat shows them. */
  async list(filter: BroadcastFilter): Promise<BroadcastPage> {
    const { items, ...place } = await listing.turn(this.database, filter, conditionsOf(filter));
    return { items: items.map(toBroadcast), ...place };
  }

  /** As the API lists them: fast at any number. */
  async browse(filter: BroadcastFilter): Promise<Listed<Broadcast>> {
    const listed = await listing.read(this.database, filter, conditionsOf(filter));
    return { ...listed, items: listed.items.map(toBroadcast) };
  }

  /** Broadcasts by the day they began, and how many have got them by now. Days are UTC. */
  async perDay({ from, to }: DayRange): Promise<BroadcastDay[]> {
    return this.database.query<BroadcastDay>(
      `SELECT ${dayOf('started_at')} AS day, count(*)::int AS begun, sum(sent)::float8 AS sent
       FROM broadcasts
       WHERE ${inDayRange('started_at')}
       GROUP BY 1 ORDER BY 1`,
      [from, to],
    );
  }

  /** The newest of those that go on by themselves or wait to: at most `limit` of each state. */
  async listMoving(limit: number): Promise<Broadcast[]> {
    const rows = await this.database.query<BroadcastRow>(
      `${BROADCAST_SELECT}
       FROM (
         SELECT m.*, row_number() OVER (PARTITION BY m.status ORDER BY m.id DESC) AS place
         FROM broadcasts m WHERE m.status IN ('scheduled', 'running', 'paused')
       ) b
       WHERE b.place <= $1 ORDER BY array_position('{running,paused,scheduled}'::text[], b.status), b.id DESC`,
      [limit],
    );
    return rows.map(toBroadcast);
  }

  async listRunning(): Promise<Broadcast[]> {
    const rows = await this.database.query<BroadcastRow>(
      `${BROADCAST_SELECT} FROM broadcasts b WHERE b.status = 'running' ORDER BY b.id`,
    );
    return rows.map(toBroadcast);
  }

  /** Scheduled ones whose time has come. */
  async listDue(): Promise<Broadcast[]> {
    const rows = await this.database.query<BroadcastRow>(
      `${BROADCAST_SELECT} FROM broadcasts b WHERE b.status = 'scheduled' AND b.start_at <= now() ORDER BY b.start_at`,
    );
    return rows.map(toBroadcast);
  }

  /** Replaces what a draft holds; a scheduled one stays scheduled. Answers false when it has begun. */
  async replaceDraft(id: number, draft: DraftFields): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE broadcasts SET content = $1, buttons = $2, language = $3, active_within_days = $4, silent = $5, protect = $6
       WHERE id = $7 AND status IN ('draft', 'scheduled')`,
      [...parametersOf(draft), id],
    );
    return changed > 0;
  }

  /** Answers false when it may not come to `scheduled`; a scheduled one may change its time. */
  async schedule(id: number, startAt: Date): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE broadcasts SET status = 'scheduled', start_at = $2
       WHERE id = $1 AND (status = 'scheduled' OR status = ANY($3))`,
      [id, startAt, sourcesOf('scheduled')],
    );
    return changed > 0;
  }

  async unschedule(id: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE broadcasts SET status = 'draft', start_at = NULL WHERE id = $1 AND status = ANY($2)`,
      [id, sourcesOf('draft')],
    );
    return changed > 0;
  }

  /** Begins it: from now on who is new no longer belongs to the audience. Answers false when it has begun already. */
  async start(id: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE broadcasts SET status = 'running', started_at = now(), audience_until = now()
       WHERE id = $1 AND status IN ('draft', 'scheduled')`,
      [id],
    );
    return changed > 0;
  }

  async pause(id: number, reason: PauseReason): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE broadcasts SET status = 'paused', pause_reason = $2 WHERE id = $1 AND status = ANY($3)`,
      [id, reason, sourcesOf('paused')],
    );
    return changed > 0;
  }

  async resume(id: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE broadcasts SET status = 'running', pause_reason = NULL, streak_reason = NULL, streak_length = 0
       WHERE id = $1 AND status = 'paused'`,
      [id],
    );
    return changed > 0;
  }

  async cancel(id: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE broadcasts SET status = 'cancelled', ended_at = now(), report_due = started_at IS NOT NULL
       WHERE id = $1 AND status = ANY($2)`,
      [id, sourcesOf('cancelled')],
    );
    return changed > 0;
  }

  /** Lets a finished one go on, before recipients are opened again. */
  async reopen(id: number): Promise<void> {
    await this.database.execute(
      `UPDATE broadcasts SET status = 'running', ended_at = NULL, streak_reason = NULL, streak_length = 0
       WHERE id = $1 AND status = 'finished'`,
      [id],
    );
  }

  /** Finishes running ones that have nobody open any more. Answers their ids. The database refuses any other. */
  async finishSettled(): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `UPDATE broadcasts b SET status = 'finished', ended_at = now(), report_due = true
       WHERE status = 'running' AND audience_complete AND total = sent + blocked + invalid + failed + unknown
         AND NOT EXISTS (
           SELECT 1 FROM broadcast_recipients r WHERE r.broadcast_id = b.id AND r.status IN ('queued', 'sending'))
       RETURNING id`,
    );
    return rows.map(({ id }) => id);
  }

  private async findOne(sql: string, parameters: unknown[]): Promise<Broadcast | null> {
    const [row] = await this.database.query<BroadcastRow>(sql, parameters);
    return row ? toBroadcast(row) : null;
  }
}

const parametersOf = (draft: DraftFields): unknown[] => [
  JSON.stringify(draft.content),
  JSON.stringify(draft.buttons),
  draft.language,
  draft.activeWithinDays,
  draft.silent,
  draft.protect,
];
