import { Injectable } from '@nestjs/common';
import { Database } from '../database';
import {
  type PaceGrant,
  type PaceLimits,
  type PaceState,
  REGAINED_PER_SECOND,
  SharedPacer,
  SLOWED_TO,
  SLOWEST,
} from './shared-pacer';

/** One moment for the whole statement. `$1` is the pace's name, `$2` its limit per second. */
const PRESENT = 'WITH present AS MATERIALIZED (SELECT clock_timestamp() AS at)';
const AT = '(SELECT at FROM present)';
/** Without a pause behind it, the rate is the limit. */
const RATE = `least($2::float8, coalesce(p.slowed_per_second
  + $2 * ${REGAINED_PER_SECOND} * greatest(0, extract(epoch FROM ${AT} - p.paused_until)::float8), $2))`;
const STATE = `${RATE} AS per_second, greatest(0, extract(epoch FROM p.paused_until - ${AT})::float8 * 1000) AS paused_ms`;
/** A pace nobody has used for so long has nobody who would wait. */
const RESTED_AFTER = `interval '3 seconds'`;

interface StateRow {
  per_second: number;
  paused_ms: number | null;
}

/**
 * A pace is one row of an unlogged table that says when its next slot is free; the row's lock puts reservations in order.
 * After a crash of the server it begins anew, and no reservation waits for the disk.
 */
@Injectable()
export class PostgresSharedPacer extends SharedPacer {
  constructor(private readonly database: Database) {
    super();
  }

  async reserve(pace: string, slots: number, limits: PaceLimits): Promise<PaceGrant> {
    const [row] = await this.database.query<{ end_ms: number; interval_ms: number }>(
      `${PRESENT}
       INSERT INTO paces AS p (name, next_at) SELECT $1, at + $3::int / $2::float8 * interval '1 second' FROM present
       ON CONFLICT (name) DO UPDATE
         SET next_at = greatest(p.next_at, p.paused_until, ${AT} - $4::float8 / $2::float8 * interval '1 second')
                       + $3 / ${RATE} * interval '1 second'
       RETURNING extract(epoch FROM p.next_at - ${AT})::float8 * 1000 AS end_ms, 1000 / ${RATE} AS interval_ms`,
      [pace, limits.perSecond, slots, limits.burst],
    );
    if (!row) throw new Error('a reservation answered no row');
    return { firstInMs: row.end_ms - slots * row.interval_ms, intervalMs: row.interval_ms };
  }

  async spend(pace: string, slots: number, limits: PaceLimits): Promise<void> {
    await this.database.execute(
      `${PRESENT}
       UPDATE paces p
       SET next_at = greatest(p.next_at,
         least(greatest(p.next_at, ${AT} - $4::float8 / $2::float8 * interval '1 second') + $3::int / ${RATE} * interval '1 second',
               ${AT} + interval '1 second'))
       WHERE p.name = $1 AND p.next_at > ${AT} - ${RESTED_AFTER}`,
      [pace, limits.perSecond, slots, limits.burst],
    );
  }

  async slowDown(pace: string, pauseMs: number, limits: PaceLimits): Promise<PaceState> {
    const [row] = await this.database.query<StateRow>(
      `${PRESENT}, pause AS (SELECT at + $3::float8 * interval '1 millisecond' AS ends_at FROM present)
       INSERT INTO paces AS p (name, next_at, paused_until, slowed_per_second)
       SELECT $1, ends_at, ends_at, $2 * ${SLOWED_TO} FROM pause
       ON CONFLICT (name) DO UPDATE
         SET slowed_per_second = CASE WHEN p.paused_until > ${AT} THEN p.slowed_per_second
                                      ELSE greatest($2 * ${SLOWEST}, ${RATE} * ${SLOWED_TO}) END,
             paused_until = greatest(p.paused_until, excluded.paused_until),
             next_at = greatest(p.next_at, excluded.next_at)
       RETURNING ${STATE}`,
      [pace, limits.perSecond, pauseMs],
    );
    return toState(row, limits);
  }

  async read(pace: string, limits: PaceLimits): Promise<PaceState> {
    const [row] = await this.database.query<StateRow>(`${PRESENT} SELECT ${STATE} FROM paces p WHERE p.name = $1`, [
      pace,
      limits.perSecond,
    ]);
    return toState(row, limits);
  }
}

const toState = (row: StateRow | undefined, { perSecond }: PaceLimits): PaceState => ({
  perSecond: row?.per_second ?? perSecond,
  pausedMs: row?.paused_ms ?? 0,
});
