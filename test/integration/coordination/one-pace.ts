import type { SharedPacer } from '../../../src/coordination';

export const limits = { perSecond: 100, burst: 10 };

export interface PaceUnderTest {
  /** Two processes' hands on the same paces. */
  one: SharedPacer;
  other: SharedPacer;
  /** Lets time pass for the pace `x`: all its moments move back. */
  letPass(milliseconds: number): Promise<unknown>;
  /** Whether anything is written down about the pace `x`. */
  isKept(): Promise<boolean>;
}

/** What holds wherever a pace is kept. `pace` is asked anew by each test. */
export function itIsOnePace(pace: () => PaceUnderTest): void {
  it('gives two processes slots that follow one another, never the same ones', async () => {
    const { one, other } = pace();
    const first = await one.reserve('x', 50, limits);
    const second = await other.reserve('x', 50, limits);
    expect(first).toMatchObject({ intervalMs: 10 });
    expect(first.firstInMs).toBeLessThan(0.001);
    expect(second.firstInMs).toBeGreaterThan(300);
    expect(second.firstInMs).toBeLessThanOrEqual(500);
  });

  it('gives what many ask for at the same time in a row', async () => {
    const { one, other } = pace();
    const grants = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).reserve('x', 100, limits)),
    );
    const firsts = grants.map(({ firstInMs }) => firstInMs).sort((left, right) => left - right);
    expect(firsts.at(-1)).toBeGreaterThan(17_000);
  });

  it('gives a rested pace no more than its burst at once', async () => {
    const { one, letPass } = pace();
    await one.reserve('x', 1, limits);
    await letPass(3_600_000);
    const { firstInMs } = await one.reserve('x', 20, limits);
    expect(firstInMs).toBeLessThanOrEqual(-95);
    expect(firstInMs).toBeGreaterThanOrEqual(-101);
  });

  it('pauses for everybody and is slower afterwards, once however many report it', async () => {
    const { one, other } = pace();
    await one.reserve('x', 1, limits);
    const states = await Promise.all([one, other, one].map((pacer) => pacer.slowDown('x', 3_000, limits)));
    expect(states.map(({ perSecond }) => perSecond)).toEqual([80, 80, 80]);
    const grant = await other.reserve('x', 10, limits);
    expect(grant.firstInMs).toBeGreaterThan(2_500);
    expect(grant.intervalMs).toBeCloseTo(12.5, 1);
    expect((await other.read('x', limits)).pausedMs).toBeGreaterThan(2_500);
  });

  it('regains its rate with every second that passes well', async () => {
    const { one, other, letPass } = pace();
    await one.slowDown('x', 1_000, limits);
    await letPass(6_000);
    expect((await other.read('x', limits)).perSecond).toBeCloseTo(90, 0);
    await letPass(60_000);
    expect((await other.read('x', limits)).perSecond).toBe(100);
  });

  it('goes down step by step when it is refused again and again, but never to nothing', async () => {
    const { one, letPass } = pace();
    for (let report = 0; report < 40; report += 1) {
      await one.slowDown('x', 1_000, limits);
      await letPass(1_000);
    }
    expect((await one.read('x', limits)).perSecond).toBeCloseTo(5, 0);
  });

  it('makes others wait for what was done without waiting, a second at most, and only while somebody is at it', async () => {
    const { one, other, isKept } = pace();
    await other.spend('x', 50, limits);
    expect(await isKept()).toBe(false);
    await one.reserve('x', 10, limits);
    await other.spend('x', 50, limits);
    expect((await one.reserve('x', 1, limits)).firstInMs).toBeGreaterThan(400);
    await other.spend('x', 100_000, limits);
    expect((await one.reserve('x', 1, limits)).firstInMs).toBeLessThanOrEqual(1_000);
  });

  it('is as fast as its limit when nobody has used it yet', async () => {
    expect(await pace().one.read('unused', limits)).toEqual({ perSecond: 100, pausedMs: 0 });
  });
}
