import type { ClientBase } from 'pg';

/** A table whose rows move. Names come from the catalog, quoted. */
export interface CopiedTable {
  readonly name: string;
  /** Without generated columns, which the target works out itself; in the order of their names, alike on both sides. */
  readonly columns: readonly string[];
}

/** Kept by the migrations themselves, which run on the target before the rows arrive. */
const OWN_ACCOUNT = 'schema_migrations';

/**
 * The application's tables in an order in which no row arrives before the one it refers to. Rejects when tables refer to
 * each other in a circle: then there is no such order.
 */
export async function listTables(client: ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; parents: string[] }>(
    `SELECT quote_ident(t.relname) AS name,
            (SELECT array_agg(quote_ident(a.attname) ORDER BY a.attname) FROM pg_attribute a
              WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
            ARRAY(SELECT DISTINCT quote_ident(p.relname) FROM pg_constraint c JOIN pg_class p ON p.oid = c.confrelid
              WHERE c.conrelid = t.oid AND c.contype = 'f' AND c.confrelid <> t.oid) AS parents
       FROM pg_class t
      WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND t.relname <> $1
      ORDER BY t.relname`,
    [OWN_ACCOUNT],
  );
  return parentsFirst(rows);
}

function parentsFirst(tables: readonly (CopiedTable & { parents: readonly string[] })[]): CopiedTable[] {
  const sorted: CopiedTable[] = [];
  const done = new Set<string>();
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter(({ parents }) => parents.every((parent) => done.has(parent)));
    if (ready.length === 0) throw new Error(`tables refer to each other: ${left.map(({ name }) => name).join(', ')}`);
    for (const { name, columns } of ready) {
      sorted.push({ name, columns });
      done.add(name);
    }
    left = left.filter(({ name }) => !done.has(name));
  }
  return sorted;
}
