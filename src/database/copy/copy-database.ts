import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { CopyRefused } from './copy-database.errors';
import { type Fingerprint, fingerprint, TEXT_SETTINGS } from './fingerprint';
import { type CopiedTable, listTables } from './tables';

/** One table that has arrived and was found equal on both sides. */
export interface TableCopied extends Fingerprint {
  readonly table: string;
}

/**
 * Copies every row and every sequence from `source` into `target`, which must have the same schema. Both connections are inside a
 * transaction of the caller's: `source` in one that sees a single state (`REPEATABLE READ`), `target` in one that is rolled back
 * when this rejects and committed when it resolves.
 *
 * Rows that migrations put into the target give way to the source's. Triggers rest meanwhile, since what they would derive (the
 * vocabulary of the search) is copied too. Each table is counted and summed up on both sides; a difference rejects with
 * `CopyRefused`.
 */
export async function copyDatabase(
  source: ClientBase,
  target: ClientBase,
  onTable: (copied: TableCopied) => void = () => undefined,
): Promise<TableCopied[]> {
  for (const client of [source, target]) for (const setting of TEXT_SETTINGS) await client.query(setting);
  const tables = await listTables(source);
  await expectSameTables(tables, await listTables(target));

  await target.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
  const copied: TableCopied[] = [];
  for (const table of tables) {
    await copyRows(source, target, table);
    const arrived = { table: table.name, ...(await expectEqual(source, target, table)) };
    copied.push(arrived);
    onTable(arrived);
  }
  await copySequences(source, target);
  return copied;
}

async function expectSameTables(there: readonly CopiedTable[], here: readonly CopiedTable[]): Promise<void> {
  const describe = (tables: readonly CopiedTable[]): string =>
    tables.map(({ name, columns }) => `${name} (${columns.join(', ')})`).join('\n');
  if (describe(there) !== describe(here)) {
    throw new CopyRefused(
      'The target has other tables than this version makes. Nothing was copied. Use an empty database.',
    );
  }
}

async function copyRows(source: ClientBase, target: ClientBase, { name, columns }: CopiedTable): Promise<void> {
  const what = `${name} (${columns.join(', ')})`;
  await target.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  await pipeline(source.query(copyTo(`COPY ${what} TO STDOUT`)), target.query(copyFrom(`COPY ${what} FROM STDIN`)));
  await target.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
}

async function expectEqual(source: ClientBase, target: ClientBase, table: CopiedTable): Promise<Fingerprint> {
  const [sent, arrived] = await Promise.all([fingerprint(source, table), fingerprint(target, table)]);
  if (sent.rows !== arrived.rows || sent.checksum !== arrived.checksum) {
    throw new CopyRefused(
      `The rows of ${table.name} are not the same on both sides (${sent.rows} here, ${arrived.rows} there). Nothing was copied; try again.`,
    );
  }
  return arrived;
}

async function copySequences(source: ClientBase, target: ClientBase): Promise<void> {
  const { rows } = await source.query<{ name: string; value: string | null; start: string }>(
    `SELECT quote_ident(sequencename) AS name, last_value AS value, start_value AS start
       FROM pg_sequences WHERE schemaname = current_schema()`,
  );
  for (const { name, value, start } of rows) {
    await target.query('SELECT setval($1::regclass, $2, $3)', [name, value ?? start, value !== null]);
  }
}
