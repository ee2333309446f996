import { openTestDatabase, type TestDatabase } from '../../support/test-database';

describe('statements with names', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase({ schema: 'empty', poolMax: 1 });
  });
  beforeEach(() => db.database.execute('DROP TABLE IF EXISTS notes; CREATE TABLE notes (id int, text varchar(10))'));
  afterAll(() => db.close());

  const read = () => db.database.query('SELECT * FROM notes WHERE id = $1', [1]);
  const prepared = () =>
    db.database.query<{ statement: string }>("SELECT statement FROM pg_prepared_statements WHERE name ~ 'bellhop'");

  it('are planned once for each connection', async () => {
    await read();
    await read();
    expect((await prepared()).filter(({ statement }) => statement.includes('notes'))).toHaveLength(1);
  });

  it('go on when a newer process has changed a table below them', async () => {
    await read();
    await db.database.execute("ALTER TABLE notes ALTER text TYPE text, ADD kind text DEFAULT 'plain'");
    await db.database.execute('INSERT INTO notes VALUES ($1, $2)', [1, 'longer than ten letters']);
    expect(await read()).toEqual([{ id: 1, text: 'longer than ten letters', kind: 'plain' }]);
  });

  it('fail a transaction at most once for such a change', async () => {
    await read();
    const transaction = () => db.database.run(read);
    await transaction();
    await db.database.execute('ALTER TABLE notes ALTER text TYPE text');
    await expect(transaction()).rejects.toThrow('cached plan');
    expect(await transaction()).toEqual([]);
  });
});
