import { PostgresSharedPacer } from '../../../src/coordination/postgres-shared-pacer';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

const limits = { perSecond: 100, burst: 10 };

describe('a pace that processes share', () => {
  let db: TestDatabase;
  let one: PostgresSharedPacer;
  let other: PostgresSharedPacer;

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(async () => {
    await db.database.execute('TRUNCATE paces');
    one = new PostgresSharedPacer(db.database);
    other = new PostgresSharedPacer(db.database);
  });
  afterAll(() => db.close());

  it('gives two processes slots that follow one another, never the same ones', async () => {
    const first = await one.reserve('x', 50, limits);
    const second = await other.reserve('x', 50, limits);
    expect(first).toMatchObject({ intervalMs: 10 });
    expect(first.firstInMs).toBeLessThanOrEqual(0);
    expect(second.firstInMs).toBeGreaterThan(300);
    expect(second.firstInMs).toBeLessThanOrEqual(500);
  });

  it('gives what many ask for at the same time in a row', async () => {
    const grants = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).reserve('x', 100, limits)),
    );
    const firsts = grants.map(({ firstInMs }) => firstInMs).sort((left, right) => left - right);
    expect(firsts.at(-1)).toBeGreaterThan(17_000);
  });

  it('gives a rested pace no more than its burst at once', async () => {
    await one.reserve('x', 1, limits);
    await db.database.execute(`UPDATE paces SET next_at = now() - interval '1 hour'`);
    const { firstInMs } = await one.reserve('x', 20, limits);
    expect(firstInMs).toBeLessThanOrEqual(-95);
    expect(firstInMs).toBeGreaterThanOrEqual(-101);
  });

  it('pauses for everybody and is slower afterwards, once however many report it', async () => {
    await one.reserve('x', 1, limits);
    const states = await Promise.all([one, other, one].map((pacer) => pacer.slowDown('x', 3_000, limits)));
    expect(states.map(({ perSecond }) => perSecond)).toEqual([80, 80, 80]);
    const grant = await other.reserve('x', 10, limits);
    expect(grant.firstInMs).toBeGreaterThan(2_500);
    expect(grant.intervalMs).toBeCloseTo(12.5, 1);
    expect((await other.read('x', limits)).pausedMs).toBeGreaterThan(2_500);
  });

  it('regains its rate with every second that passes well', async () => {
    await one.slowDown('x', 1_000, limits);
    const paused = async (secondsAgo: number): Promise<number> => {
      await db.database.execute(`UPDATE paces SET paused_until = now() - make_interval(secs => $1)`, [secondsAgo]);
      return (await other.read('x', limits)).perSecond;
    };
    expect(await paused(5)).toBeCloseTo(90, 0);
    expect(await paused(60)).toBe(100);
  });

  it('goes down step by step when it is refused again and again, but never to nothing', async () => {
    for (let report = 0; report < 40; report += 1) {
      await one.slowDown('x', 1_000, limits);
      await db.database.execute('UPDATE paces SET paused_until = now()');
    }
    expect((await one.read('x', limits)).perSecond).toBeCloseTo(5, 0);
  });

  it('makes others wait for what was done without waiting, a second at most, and only while somebody is at it', async () => {
    await other.spend('x', 50, limits);
    expect(await db.database.query('SELECT name FROM paces')).toEqual([]);
    await one.reserve('x', 10, limits);
    await other.spend('x', 50, limits);
    const { firstInMs } = await one.reserve('x', 1, limits);
    expect(firstInMs).toBeGreaterThan(400);
    await other.spend('x', 100_000, limits);
    expect((await one.reserve('x', 1, limits)).firstInMs).toBeLessThanOrEqual(1_000);
  });

  it('is as fast as its limit when nobody has used it yet', async () => {
    expect(await one.read('unused', limits)).toEqual({ perSecond: 100, pausedMs: 0 });
  });
});
