import { DatabaseUnavailable } from '../../../src/database';
import { eventually } from '../../support/eventually';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

describe('a unit of work', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase({ schema: 'empty', poolMax: 4, statementTimeoutMs: 1_000 });
    await db.database.execute('CREATE TABLE notes (id int PRIMARY KEY)');
  });
  beforeEach(() => db.database.execute('DELETE FROM notes'));
  afterAll(() => db.close());

  const add = (id: number) => db.database.execute('INSERT INTO notes VALUES ($1)', [id]);
  const ids = async () =>
    (await db.database.query<{ id: number }>('SELECT id FROM notes ORDER BY id')).map(({ id }) => id);
  const countFromOutside = async () => {
    const [row] = await db.dataSource.query<{ n: number }[]>('SELECT count(*)::int AS n FROM notes');
    return row?.n;
  };

  it('shows its rows to nobody else before it commits', async () => {
    await db.database.run(async () => {
      await add(1);
      expect(await ids()).toEqual([1]);
      expect(await countFromOutside()).toBe(0);
    });
    expect(await countFromOutside()).toBe(1);
  });

  it('takes everything back when the work throws, nested work included', async () => {
    const work = db.database.run(async () => {
      await add(1);
      await db.database.run(() => add(2));
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([]);
  });

  it('keeps simultaneous units apart', async () => {
    const results = await Promise.allSettled([
      db.database.run(() => add(1)),
      db.database.run(async () => {
        await add(2);
        throw new Error('no');
      }),
      db.database.run(() => add(3)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual([1, 3]);
  });

  it('runs effects after the commit, outside the transaction, and never those of a rollback', async () => {
    const seen: (number | undefined)[] = [];
    await db.database.run(async () => {
      await add(1);
      db.database.afterCommit(async () => {
        // Fails if this still joined the finished transaction's connection.
        await add(2);
        seen.push(await countFromOutside());
      });
      expect(seen).toEqual([]);
    });
    await eventually('the effect has run', () => seen.length === 1);
    expect(seen).toEqual([2]);

    const refused = jest.fn(() => Promise.resolve());
    await expect(
      db.database.run(async () => {
        db.database.afterCommit(refused);
        await add(1);
      }),
    ).rejects.toMatchObject({ code: '23505' });
    expect(refused).not.toHaveBeenCalled();
  });

  it('keeps its connection after an ordinary error such as a duplicate key', async () => {
    await add(1);
    const pidBefore = await db.database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await expect(add(1)).rejects.toMatchObject({ code: '23505' });
    expect(await db.database.query('SELECT pg_backend_pid() AS pid')).toEqual(pidBefore);
  });

  it('cuts off a statement that runs longer than the statement timeout', async () => {
    await expect(db.database.query('SELECT pg_sleep(30)')).rejects.toMatchObject({ code: '57014' });
  });

  it('tells that no connection can be had instead of waiting for ever', async () => {
    const release: (() => void)[] = [];
    const held = Array.from({ length: 4 }, () =>
      db.database.run(() => new Promise<void>((resolve) => release.push(resolve))),
    );
    await eventually('all connections are taken', () => release.length === 4);
    await expect(db.database.query('SELECT 1')).rejects.toBeInstanceOf(DatabaseUnavailable);
    release.forEach((let_go) => let_go());
    await Promise.all(held);
    await expect(db.database.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('works again by itself after the server has cut every connection', async () => {
    await Promise.all([1, 2, 3].map(() => db.database.query('SELECT pg_sleep(0.05)')));
    await db.database
      .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()')
      .catch((error: unknown) => expect(error).toBeInstanceOf(DatabaseUnavailable));
    const [row] = await eventually('a query works', () =>
      db.database.query<{ one: number }>('SELECT 1 AS one').catch(() => undefined),
    );
    expect(row).toEqual({ one: 1 });
  });
});
