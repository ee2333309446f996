import { PostgresSessionStore } from '../../../src/sessions/postgres-session-store';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { testConfig } from '../../support/test-config';

describe('the session store', () => {
  let db: TestDatabase;
  let store: PostgresSessionStore;

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(async () => {
    await db.database.execute('DELETE FROM sessions');
    store = new PostgresSessionStore(db.database, testConfig({ SESSION_TTL: '60' }));
  });
  afterAll(() => db.close());

  const letExpire = (key: string) =>
    db.database.execute("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE key = $1", [key]);

  it('gives back what was written, also to another process', async () => {
    await store.write('1/2', { scene: 'upload', title: 'Kitob «Ўзбек» 📚' });
    const other = new PostgresSessionStore(db.database, testConfig());
    expect(await other.read('1/2')).toEqual({ scene: 'upload', title: 'Kitob «Ўзбек» 📚' });
    expect(await store.read('9/9')).toBeUndefined();
  });

  it('replaces what was there', async () => {
    await store.write('1/2', { step: 1, draft: true });
    await store.write('1/2', { step: 2 });
    expect(await store.read('1/2')).toEqual({ step: 2 });
  });

  it('forgets what was removed', async () => {
    await store.write('1/2', { step: 1 });
    await store.remove('1/2');
    expect(await store.read('1/2')).toBeUndefined();
  });

  it('does not know a session that has expired, and a write gives it a new life', async () => {
    await store.write('1/2', { step: 1 });
    await letExpire('1/2');
    expect(await store.read('1/2')).toBeUndefined();
    await store.write('1/2', { step: 2 });
    expect(await store.read('1/2')).toEqual({ step: 2 });
  });

  it('deletes expired sessions only', async () => {
    await store.write('1/2', { step: 1 });
    await store.write('3/4', { step: 1 });
    await letExpire('1/2');
    expect(await store.removeExpired()).toBe(1);
    expect(await store.read('3/4')).toEqual({ step: 1 });
  });

  it('answers reads that arrive together with few statements, each reader with its own copy', async () => {
    await store.write('1/2', { list: [1] });
    const query = jest.spyOn(db.database, 'query');
    const [first, second, third] = await Promise.all([store.read('1/2'), store.read('1/2'), store.read('5/6')]);
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    expect(third).toBeUndefined();
    (first as { list: number[] }).list.push(2);
    expect(second).toEqual({ list: [1] });
  });

  it('does not let a read join the transaction of whoever happened to ask first', async () => {
    await db.database.run(async () => {
      await store.write('1/2', { secret: 'not committed' });
      expect(await store.read('1/2')).toBeUndefined();
    });
    expect(await store.read('1/2')).toEqual({ secret: 'not committed' });
  });
});
