import { type CuttableLine, layLine } from '../../../sandbox/test/web/support/cuttable-line';
import type { RedisConnection } from '../../../src/redis';
import { PostgresSessionStore } from '../../../src/sessions/postgres-session-store';
import { RedisSessionStore } from '../../../src/sessions/redis-session-store';
import { connectToRedis } from '../../support/connect-to-redis';
import { eventually } from '../../support/eventually';
import { RedisServer } from '../../support/redis-server';
import '../../support/silence-nest';
import { testConfig } from '../../support/test-config';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { describeWithOwnRedis } from '../../support/test-redis';

describeWithOwnRedis('the session store with Redis', () => {
  let db: TestDatabase;
  let redis: RedisServer;
  let line: CuttableLine;
  const connections: RedisConnection[] = [];

  const rows = () => new PostgresSessionStore(db.database, testConfig({ SESSION_TTL: '60' }));
  const open = async (url = redis.url) => {
    const connection = await connectToRedis({ REDIS_URL: url });
    connections.push(connection);
    const store = new RedisSessionStore(connection, rows(), 60_000);
    await untilItReadsCopies(store);
    return { store, connection };
  };
  const openOverLine = () => open(line.url.replace('http:', 'redis:'));

  /** Whether a read asks the database, seen by a session that nobody has. */
  const asksTheDatabase = async (store: RedisSessionStore, key = 'nobody/nobody') => {
    const query = jest.spyOn(db.database, 'query');
    await store.read(key);
    const asked = query.mock.calls.length > 0;
    query.mockRestore();
    return asked;
  };
  const untilItReadsCopies = (store: RedisSessionStore, key?: string) =>
    eventually('copies are read', async () => !(await asksTheDatabase(store, key)));

  beforeEach(async () => {
    [db, redis] = await Promise.all([openTestDatabase(), RedisServer.start()]);
    line = await layLine(redis.port);
  });
  afterEach(async () => {
    redis.thaw();
    await Promise.all(connections.splice(0).map((connection) => connection.onApplicationShutdown()));
    await line.close();
    await Promise.all([db.close(), redis.close()]);
  });

  it('gives back what was written, also to another process, without asking the database', async () => {
    const [{ store }, { store: other }] = [await open(), await open()];
    await untilItReadsCopies(store);
    await store.write('1/2', { scene: 'upload', title: 'Kitob «Ўзбек» 📚' });
    expect(await asksTheDatabase(other, '1/2')).toBe(false);
    expect(await other.read('1/2')).toEqual({ scene: 'upload', title: 'Kitob «Ўзбек» 📚' });
    expect(await other.read('9/9')).toBeUndefined();
  });

  it('has every change in the database before anybody reads it', async () => {
    const { store } = await open();
    await store.write('1/2', { step: 1 });
    expect(await rows().read('1/2')).toEqual({ step: 1 });
    await store.write('1/2', { step: 2 });
    expect(await rows().read('1/2')).toEqual({ step: 2 });
    await store.remove('1/2');
    expect(await rows().read('1/2')).toBeUndefined();
    expect(await store.read('1/2')).toBeUndefined();
  });

  it('finds what only the database has, and forgets it no later than the database', async () => {
    await rows().write('1/2', { step: 1 }, 400);
    const { store } = await open();
    expect(await store.read('1/2')).toEqual({ step: 1 });
    await eventually('it is forgotten', async () => (await store.read('1/2')) === undefined);
  });

  it('gives each reader a copy of its own', async () => {
    const { store } = await open();
    await store.write('1/2', { list: [1] });
    const [first, second] = await Promise.all([store.read('1/2'), store.read('1/2')]);
    (first as { list: number[] }).list.push(2);
    expect(second).toEqual({ list: [1] });
  });

  it('does not bring back an old value that was read while a new one was written', async () => {
    const { store } = await open();
    const { store: other } = await open();
    await untilItReadsCopies(store);
    for (let step = 1; step <= 100; step += 1) {
      await Promise.all([store.write('1/2', { step }), other.read('1/2'), store.read('1/2'), other.read('1/2')]);
      expect([await store.read('1/2'), await other.read('1/2')]).toEqual([{ step }, { step }]);
    }
  });

  it('leaves nothing stale when a process dies between the database and Redis', async () => {
    const { store } = await open();
    await store.write('1/2', { step: 1 });
    const dying = new RedisSessionStore(connections[0] as RedisConnection, rows(), 60_000);
    await untilItReadsCopies(dying);
    await untilItReadsCopies(store);
    await store.write('1/2', { step: 1 });
    // The row changes and the process is gone: what it had begun by then is the blanking of the copy.
    jest.spyOn(PostgresSessionStore.prototype, 'write').mockImplementationOnce(async () => {
      await rows().write('1/2', { step: 2 });
      throw new Error('killed');
    });
    await expect(dying.write('1/2', { step: 2 })).rejects.toThrow('killed');
    expect(await store.read('1/2')).toEqual({ step: 2 });
  });

  it.each([
    ['is killed', () => redis.stop('SIGKILL'), () => redis.startAgain()],
    ['stops answering', async () => redis.freeze(), async () => redis.thaw()],
  ])('goes on with the database when Redis %s, and believes no old copy afterwards', async (_what, away, back) => {
    const { store } = await open();
    await store.write('1/2', { step: 1 });
    await away();
    await store.write('1/2', { step: 2 });
    expect(await store.read('1/2')).toEqual({ step: 2 });
    await store.remove('3/4');
    await back();
    await untilItReadsCopies(store, '1/2');
    expect(await store.read('1/2')).toEqual({ step: 2 });
  });

  it('lets no process believe old copies once one that was cut off has come back', async () => {
    const { store: cutOff, connection } = await openOverLine();
    const { store: other } = await open();
    await untilItReadsCopies(cutOff);
    await cutOff.write('1/2', { step: 1 });
    expect(await other.read('1/2')).toEqual({ step: 1 });
    line.cut();
    await eventually('it is known', () => !connection.isAvailable);
    await cutOff.write('1/2', { step: 2 });
    expect(await cutOff.read('1/2')).toEqual({ step: 2 });
    line.mend();
    await untilItReadsCopies(cutOff, '1/2');
    expect([await cutOff.read('1/2'), await other.read('1/2')]).toEqual([{ step: 2 }, { step: 2 }]);
  });
});
