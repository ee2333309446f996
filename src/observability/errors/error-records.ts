import { Injectable } from '@nestjs/common';
import { Database, type Listed, Listing, type ListRequest } from '../../database';

/** How often one kind of failure happened since it was last written. */
export interface ErrorSighting {
  readonly fingerprint: string;
  readonly name: string;
  readonly code: string | null;
  readonly place: string;
  readonly location: string | null;
  readonly count: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly lastReference: string | null;
}

const COLUMNS = `fingerprint, name, code, place, location, count::float8 AS count, first_seen_at AS "firstSeenAt",
  last_seen_at AS "lastSeenAt", last_reference AS "lastReference"`;

const listing = new Listing<ErrorSighting>({
  columns: COLUMNS,
  from: 'error_records',
  sortable: { lastSeenAt: 'last_seen_at', count: 'count' },
  tieBreaker: 'fingerprint',
  defaultSort: '-lastSeenAt',
});

/** The record of unexpected failures, over all processes. */
@Injectable()
export class ErrorRecords {
  constructor(private readonly database: Database) {}

  /** Adds to the records of these kinds. */
  async add(sightings: readonly ErrorSighting[]): Promise<void> {
    // In one order, so that two processes that write the same kinds don't wait for each other in a circle.
    const sorted = [...sightings].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
    const column = <Key extends keyof ErrorSighting>(key: Key): ErrorSighting[Key][] => sorted.map((each) => each[key]);
    await this.database.execute(
      `INSERT INTO error_records
         (fingerprint, name, code, place, location, count, first_seen_at, last_seen_at, last_reference)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                            $7::timestamptz[], $8::timestamptz[], $9::text[])
       ON CONFLICT (fingerprint) DO UPDATE SET
         count = error_records.count + excluded.count,
         last_seen_at = greatest(error_records.last_seen_at, excluded.last_seen_at),
         last_reference = CASE WHEN excluded.last_seen_at >= error_records.last_seen_at
           THEN coalesce(excluded.last_reference, error_records.last_reference)
           ELSE coalesce(error_records.last_reference, excluded.last_reference) END`,
      [
        column('fingerprint'),
        column('name'),
        column('code'),
        column('place'),
        column('location'),
        column('count'),
        column('firstSeenAt'),
        column('lastSeenAt'),
        column('lastReference'),
      ],
    );
  }

  /** The kinds of failure that happened last, the latest first; at most `limit` (1 to 200) of them. */
  async recent(limit: number): Promise<ErrorSighting[]> {
    return this.database.query<ErrorSighting>(
      `SELECT ${COLUMNS} FROM error_records ORDER BY last_seen_at DESC, fingerprint LIMIT $1`,
      [Math.min(Math.max(1, Math.trunc(limit)), 200)],
    );
  }

  /** Kinds of failure as the API lists them. */
  async browse(request: ListRequest): Promise<Listed<ErrorSighting>> {
    return listing.read(this.database, request, []);
  }

  /** Forgets kinds that have not happened since. Answers how many. */
  async prune(before: Date): Promise<number> {
    return this.database.execute('DELETE FROM error_records WHERE last_seen_at < $1', [before]);
  }
}
