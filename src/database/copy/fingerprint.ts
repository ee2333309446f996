import type { ClientBase } from 'pg';
import type { CopiedTable } from './tables';

/** What two equal tables have in common, whatever the order of their rows. */
export interface Fingerprint {
  readonly rows: number;
  /** Sum over all rows of half the MD5 of the row's text: differs unless the rows are the same ones. */
  readonly checksum: string;
}

/** Settings that decide how a value is written as text: both sides must write alike for their checksums to be equal. */
export const TEXT_SETTINGS = [
  "SET LOCAL TIME ZONE 'UTC'",
  "SET LOCAL DateStyle = 'ISO, YMD'",
  "SET LOCAL IntervalStyle = 'postgres'",
  "SET LOCAL bytea_output = 'hex'",
  'SET LOCAL extra_float_digits = 1',
];

/** Reads the whole table. Call it inside a transaction that has `TEXT_SETTINGS`. */
export async function fingerprint(client: ClientBase, { name, columns }: CopiedTable): Promise<Fingerprint> {
  const { rows } = await client.query<{ rows: string; checksum: string }>(
    `SELECT count(*) AS rows,
            coalesce(sum(('x' || left(md5(ROW(${columns.join(', ')})::text), 16))::bit(64)::bigint::numeric), 0)::text AS checksum
       FROM ${name}`,
  );
  const [row] = rows;
  return { rows: Number(row?.rows), checksum: row?.checksum ?? '' };
}
