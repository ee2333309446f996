import type { Database } from '../../../src/database';
import { MediaFileRepository } from '../../../src/media/media-file.repository';
import { OrderRepository } from '../../../src/orders/order.repository';
import { UserRepository } from '../../../src/users/user.repository';
import { RecordingDatabase } from '../recording-database';
import type { CaseStatements, ListCase } from './contract';

interface AskedCase extends ListCase {
  readonly ask: (database: Database) => Promise<unknown>;
}

const first = { page: 1, pageSize: 20 };

/** The lists that are measured, each with the call of the repository that answers it. */
export const cases: readonly AskedCase[] = [
  { name: 'people', path: '/users', ask: (database) => new UserRepository(database).browse(first) },
  {
    name: 'people, by name',
    path: '/users?q=Person%20777',
    ask: (database) => new UserRepository(database).browse({ ...first, q: 'Person 777' }),
  },
  { name: 'orders', path: '/orders', ask: (database) => new OrderRepository(database).browse(first) },
  {
    name: 'orders, failed ones',
    path: '/orders?status=failed',
    ask: (database) => new OrderRepository(database).browse({ ...first, status: 'failed' }),
  },
  { name: 'files', path: '/files', ask: (database) => new MediaFileRepository(database).browse(first) },
  {
    name: 'files, most wanted',
    path: '/files?sort=-downloadCount',
    ask: (database) => new MediaFileRepository(database).browse({ ...first, sort: '-downloadCount' }),
  },
  {
    name: 'files, page 500',
    path: '/files?page=500',
    ask: (database) => new MediaFileRepository(database).browse({ ...first, page: 500 }),
  },
];

/** The statements that the application runs for a list. */
export async function statementsOf({ path, ask }: AskedCase, database: Database): Promise<CaseStatements> {
  const recorder = new RecordingDatabase(database);
  await ask(recorder);
  const [page, count, estimate] = recorder.statements;
  if (!page || !count) throw new Error(`${path} is not answered by a page and a count`);
  return { path, page, count, ...(estimate && { estimate }) };
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that a list's statements read by scanning a table rather than an index; the most of any scan. */
export async function rowsScanned({ page, count }: CaseStatements, database: Database): Promise<number> {
  let most = 0;
  for (const { sql, parameters } of [page, count]) {
    const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
      parameters,
    );
    if (row) most = Math.max(most, mostScanned(row['QUERY PLAN'][0].Plan));
  }
  return most;
}

function mostScanned(node: PlanNode): number {
  const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  const own = node['Node Type'].endsWith('Seq Scan') ? read : 0;
  return Math.max(own, ...(node.Plans ?? []).map(mostScanned));
}
