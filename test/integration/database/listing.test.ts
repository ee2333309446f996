import { EXACT_TOTAL, Listing, type ListRequest, when } from '../../../src/database';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

interface Note {
  id: number;
  book: number;
  kind: string;
}

const notes = new Listing<Note>({
  columns: 'n.book, n.id, n.kind',
  from: 'notes n JOIN books b ON b.id = n.book',
  searchFrom: 'notes n',
  sortable: { id: 'n.id', kind: 'n.kind' },
  tieBreaker: 'n.id',
  defaultSort: 'id',
});

describe('a list', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase({ schema: 'empty', poolMax: 2 });
    await db.database.execute(`CREATE TABLE books (id int PRIMARY KEY);
      CREATE TABLE notes (book int, id int, kind text, PRIMARY KEY (book, id));
      INSERT INTO books VALUES (1), (2);
      INSERT INTO notes SELECT 1, n, CASE WHEN n % 10 = 0 THEN 'ten' ELSE 'plain' END FROM generate_series(1, 12000) n;
      INSERT INTO notes SELECT 2, n, 'other' FROM generate_series(1, 50) n;
      ANALYZE notes`);
  });
  afterAll(() => db.close());

  const inBook = (book: number) => ({ value: book, sql: (value: string) => `n.book = ${value}`, scopesKeys: true });
  const ofKind = (kind: string | undefined) => when(kind, (value) => `n.kind = ${value}`);
  const read = (request: ListRequest, book = 1, kind?: string) =>
    notes.read(db.database, request, [inBook(book), ofKind(kind)]);
  const turn = (request: ListRequest, kind?: string) => notes.turn(db.database, request, [inBook(1), ofKind(kind)]);
  const ids = ({ items }: { items: readonly Note[] }) => items.map(({ id }) => id);

  it('answers a page in its order, of nothing but what was asked for', async () => {
    expect(ids(await read({ page: 2, pageSize: 3 }))).toEqual([4, 5, 6]);
    expect(ids(await read({ page: 1, pageSize: 2, sort: '-id' }, 2))).toEqual([50, 49]);
    expect(await read({ page: 2, pageSize: 2 }, 1, 'ten')).toEqual({
      items: [
        { book: 1, id: 30, kind: 'ten' },
        { book: 1, id: 40, kind: 'ten' },
      ],
      total: 1200,
      totalIsEstimate: false,
      page: 2,
      pageSize: 2,
    });
  });

  it('is empty past its end, and its total an estimate beyond what is counted', async () => {
    expect(await read({ page: 700, pageSize: 20 })).toMatchObject({ items: [], page: 700, totalIsEstimate: true });
    expect((await read({ page: 1, pageSize: 1 })).total).toBeGreaterThan(EXACT_TOTAL);
    expect(await read({ page: 4, pageSize: 20 }, 2)).toMatchObject({ items: [], total: 50, totalIsEstimate: false });
  });

  it('counts exactly each time, and remembers an estimate for some seconds', async () => {
    const counts: string[] = [];
    const watched = Object.assign(Object.create(db.database) as typeof db.database, {
      query: (sql: string, parameters?: readonly unknown[]) => {
        if (sql.includes('count(*)')) counts.push(String(parameters?.[0]));
        return db.database.query(sql, parameters);
      },
    });
    for (const book of [1, 1, 2, 2]) await notes.read(watched, { page: 1, pageSize: 1 }, [inBook(book)]);
    expect(counts).toEqual(['1', '2', '2']);
  });

  it('turned in a chat goes to the nearest page, whatever an old button says', async () => {
    expect(await turn({ page: 99, pageSize: 500 }, 'ten')).toMatchObject({ page: 12, pageSize: 100, total: 1200 });
    expect(ids(await turn({ page: Number.NaN, pageSize: 2 }))).toEqual([1, 2]);
    expect(await turn({ page: 1_000_000, pageSize: 10 })).toMatchObject({ page: 1000, total: EXACT_TOTAL });
  });

  it('takes one name of a statement for all its pages', async () => {
    const texts = new Set<string>();
    const watched = Object.assign(Object.create(db.database) as typeof db.database, {
      query: (sql: string, parameters?: readonly unknown[]) => {
        texts.add(sql);
        return db.database.query(sql, parameters);
      },
    });
    for (const page of [1, 2, 3, 40]) {
      await notes.read(watched, { page, pageSize: page }, [inBook(2)]);
      await notes.turn(watched, { page, pageSize: page }, [inBook(2)]);
    }
    expect(texts.size).toBe(2);
  });
});
