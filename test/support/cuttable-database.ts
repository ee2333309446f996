import { type CuttableLine, layLine } from '../../sandbox/test/web/support/cuttable-line';
import { openTestDatabase, type TestDatabase } from './test-database';

/** An empty database of its own, over a line that can be cut, since its server is shared with other tests. */
export interface CuttableDatabase {
  readonly db: TestDatabase;
  readonly line: CuttableLine;
  /** The way there over the line. */
  readonly url: string;
  /** The line first. */
  close(): Promise<void>;
}

/** Its password, `none`, is asked for by nobody: it is there to be looked for where it must not be. */
export async function openCuttableDatabase(): Promise<CuttableDatabase> {
  const db = await openTestDatabase({ schema: 'empty' });
  const { host, port, user, database } = db.target;
  const line = await layLine(`${host}/.s.PGSQL.${port}`);
  return {
    db,
    line,
    url: `postgresql://${user}:none@${new URL(line.url).host}/${database}`,
    async close() {
      await line.close();
      await db.close();
    },
  };
}
