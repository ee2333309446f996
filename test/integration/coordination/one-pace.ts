import type { PaceGrant, SharedPacer } from '../../../src/coordination';
import { REGAINED_PER_SECOND } from '../../../src/coordination/shared-pacer';

export const limits = { perSecond: 100, burst: 10 };
/** Slots for a minute: however slow the machine is, they aren't used up before the next are asked for. */
const MANY = 6_000;
const HOUR_MS = 3_600_000;
/** Two clocks are compared: the pace's, and the one of this process. */
const CLOCKS_MS = 2;

export interface PaceUnderTest {
  /** Two processes' hands on the same paces. */
  one: SharedPacer;
  other: SharedPacer;
  /** Lets time pass for the pace `x`: all its moments move back. */
  letPass(milliseconds: number): Promise<unknown>;
  /** Whether anything is written down about the pace `x`. */
  isKept(): Promise<boolean>;
}

interface PlacedGrant extends PaceGrant {
  readonly slots: number;
  /** When the first slot is due by the clock of this process: somewhere between the two. */
  readonly earliest: number;
  readonly latest: number;
}

async function reserve(pacer: SharedPacer, slots: number): Promise<PlacedGrant> {
  const askedAt = performance.now();
  const grant = await pacer.reserve('x', slots, limits);
  return { ...grant, slots, earliest: askedAt + grant.firstInMs, latest: performance.now() + grant.firstInMs };
}

/** Whether the slots of one begin where those of the other end, as far as one can tell. */
function isRightAfter(next: PlacedGrant, { earliest, latest, slots, intervalMs }: PlacedGrant): boolean {
  const lastMs = slots * intervalMs;
  return next.latest + CLOCKS_MS >= earliest + lastMs && next.earliest - CLOCKS_MS <= latest + lastMs;
}

/** What holds wherever a pace is kept. `pace` is asked anew by each test. */
export function itIsOnePace(pace: () => PaceUnderTest): void {
  it('gives two processes slots that follow one another, never the same ones', async () => {
    const { one, other } = pace();
    const first = await reserve(one, MANY);
    const second = await reserve(other, MANY);
    const third = await reserve(one, 1);
    expect([first.intervalMs, second.intervalMs]).toEqual([10, 10]);
    expect(first.firstInMs).toBeLessThan(0.001);
    expect(isRightAfter(second, first)).toBe(true);
    expect(isRightAfter(third, second)).toBe(true);
  });

  it('gives what many ask for at the same time in a row', async () => {
    const { one, other } = pace();
    const grants = await Promise.all(Array.from({ length: 20 }, (_, i) => reserve(i % 2 ? one : other, MANY)));
    grants.sort((left, right) => left.firstInMs - right.firstInMs);
    expect(grants.map((grant, i) => i === 0 || isRightAfter(grant, grants[i - 1] ?? grant))).not.toContain(false);
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
    const { one, other, letPass } = pace();
    await one.reserve('x', 1, limits);
    const states = await Promise.all([one, other, one].map((pacer) => pacer.slowDown('x', HOUR_MS, limits)));
    expect(states.map(({ perSecond }) => perSecond)).toEqual([80, 80, 80]);
    const grant = await reserve(other, 10);
    const askedAt = performance.now();
    const { pausedMs } = await other.read('x', limits);
    expect(pausedMs).toBeGreaterThan(0);
    expect(grant.latest + CLOCKS_MS).toBeGreaterThanOrEqual(askedAt + pausedMs);
    expect(grant.intervalMs).toBeCloseTo(12.5, 1);
    await letPass(HOUR_MS);
    expect((await other.read('x', limits)).pausedMs).toBe(0);
  });

  it('regains its rate with every second that passes well', async () => {
    const { one, other, letPass } = pace();
    const slowedAt = performance.now();
    await one.slowDown('x', 1_000, limits);
    await letPass(6_000);
    const { perSecond } = await other.read('x', limits);
    const sinceThenS = (performance.now() - slowedAt + CLOCKS_MS) / 1000;
    expect(perSecond).toBeGreaterThanOrEqual(90);
    expect(perSecond).toBeLessThanOrEqual(90 + limits.perSecond * REGAINED_PER_SECOND * sinceThenS);
    await letPass(60_000);
    expect((await other.read('x', limits)).perSecond).toBe(100);
  });

  it('goes down step by step when it is refused again and again, but never to nothing', async () => {
    const { one, letPass } = pace();
    const rates: number[] = [];
    for (let report = 0; report < 40; report += 1) {
      rates.push((await one.slowDown('x', 1_000, limits)).perSecond);
      await letPass(1_000);
    }
    expect(rates).toEqual([...rates].sort((left, right) => right - left));
    expect(rates.at(-1)).toBeCloseTo(5, 6);
  });

  it('makes others wait for what was done without waiting, a second at most, and only while somebody is at it', async () => {
    const { one, other, isKept } = pace();
    await other.spend('x', 50, limits);
    expect(await isKept()).toBe(false);
    await one.reserve('x', 10, limits);
    const spentAt = performance.now();
    await other.spend('x', 50, limits);
    expect((await reserve(one, 1)).latest + CLOCKS_MS).toBeGreaterThanOrEqual(spentAt + 500);
    await other.spend('x', 100_000, limits);
    expect((await one.reserve('x', 1, limits)).firstInMs).toBeLessThanOrEqual(1_000);
  });

  it('is as fast as its limit when nobody has used it yet', async () => {
    expect(await pace().one.read('unused', limits)).toEqual({ perSecond: 100, pausedMs: 0 });
  });
}
