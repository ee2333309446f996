import { Injectable } from '@nestjs/common';
import { Database, MicroBatcher } from '../database';
import { RateLimiter, type RateVerdict } from './rate-limiter';

interface Action {
  readonly scope: string;
  readonly subject: string;
  readonly windowMs: number;
}

/**
 * Fixed windows in one unlogged table: after a crash of the server the counts begin anew, which harms nobody, and no
 * count waits for the disk. Windows are aligned to the database's clock, so all processes agree where one ends.
 */
@Injectable()
export class PostgresRateLimiter extends RateLimiter {
  private readonly batcher = new MicroBatcher<Action, RateVerdict>((actions) => this.countAll(actions));

  constructor(private readonly database: Database) {
    super();
  }

  count(scope: string, subject: string, windowMs: number): Promise<RateVerdict> {
    return this.batcher.call({ scope, subject, windowMs });
  }

  /** Deletes windows that are over. Answers how many. */
  removeExpired(): Promise<number> {
    return this.database.execute('DELETE FROM rate_windows WHERE ends_at < now()');
  }

  private async countAll(actions: readonly Action[]): Promise<RateVerdict[]> {
    const grouped = new Map<string, Action & { count: number }>();
    const keys = actions.map((action) => {
      const key = `${action.scope}\n${action.subject}\n${action.windowMs}`;
      grouped.set(key, { ...action, count: (grouped.get(key)?.count ?? 0) + 1 });
      return key;
    });
    const totals = await this.addAll(grouped);
    return givePlaces(keys, grouped, totals);
  }

  /** Adds each group's actions to its window in one statement; answers the windows' new totals. */
  private async addAll(groups: Map<string, Action & { count: number }>): Promise<Map<string, RateVerdict>> {
    // In one order everywhere, so that two processes never wait for each other's rows.
    const entries = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
    const rows = await this.database.query<{ position: number; count: number; reset_ms: number }>(
      `WITH actions AS (
         SELECT position, scope, subject, window_ms, added,
                date_bin(window_ms * interval '1 millisecond', now(), timestamptz 'epoch')
                  + window_ms * interval '1 millisecond' AS ends_at
         FROM unnest($1::text[], $2::text[], $3::int[], $4::int[])
              WITH ORDINALITY AS a (scope, subject, window_ms, added, position)
       ), counted AS (
         INSERT INTO rate_windows AS w (scope, subject, window_ms, ends_at, count)
         SELECT scope, subject, window_ms, ends_at, added FROM actions ORDER BY position
         ON CONFLICT (scope, subject, window_ms, ends_at) DO UPDATE SET count = w.count + excluded.count
         RETURNING scope, subject, window_ms, ends_at, count
       )
       SELECT a.position::int AS position, c.count,
              ceil(extract(epoch FROM c.ends_at - now()) * 1000)::int AS reset_ms
       FROM actions a JOIN counted c USING (scope, subject, window_ms, ends_at)`,
      [
        entries.map(([, { scope }]) => scope),
        entries.map(([, { subject }]) => subject),
        entries.map(([, { windowMs }]) => windowMs),
        entries.map(([, { count }]) => count),
      ],
    );
    return new Map(
      rows.map(({ position, count, reset_ms: resetMs }) => [entries[position - 1]?.[0] ?? '', { count, resetMs }]),
    );
  }
}

/** Deals a window's new total out to the calls that made it up: of five calls that led to 12, the first was the 8th action. */
function givePlaces(
  keys: readonly string[],
  groups: ReadonlyMap<string, { count: number }>,
  totals: ReadonlyMap<string, RateVerdict>,
): RateVerdict[] {
  const given = new Map<string, number>();
  return keys.map((key) => {
    const nth = (given.get(key) ?? 0) + 1;
    given.set(key, nth);
    const total = totals.get(key) ?? { count: nth, resetMs: 0 };
    return { count: total.count - (groups.get(key)?.count ?? nth) + nth, resetMs: total.resetMs };
  });
}
