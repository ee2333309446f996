import { MovingCount } from './moving-count';

const WINDOW_MS = 10_000;
const SLOTS = 20;

describe('MovingCount', () => {
  let nowMs: number;
  let count: MovingCount;

  beforeEach(() => {
    nowMs = Date.UTC(2026, 10, 22, 12);
    count = new MovingCount(WINDOW_MS, SLOTS, nowMs);
  });

  const happen = (times: number, everyMs: number): void => {
    for (let time = 0; time < times; time += 1) {
      count.add(nowMs);
      nowMs += everyMs;
    }
  };

  it('counts what happened within the window, and forgets what is older', () => {
    happen(3, 0);
    nowMs += WINDOW_MS / 2;
    happen(2, 0);
    expect(count.sum(nowMs)).toBe(5);
    nowMs += WINDOW_MS / 2;
    expect(count.sum(nowMs)).toBe(2);
    nowMs += WINDOW_MS / 2;
    expect(count.sum(nowMs)).toBe(0);
  });

  it('tells the rate of what goes on evenly, wherever in a slot it is asked', () => {
    happen(600, 50);
    for (const _ of Array(13)) {
      happen(1, 50);
      expect(count.perSecond(nowMs)).toBeCloseTo(20, 0);
    }
  });

  it('tells the rate of a beginning by the time that has passed since', () => {
    happen(40, 50);
    expect(count.perSecond(nowMs)).toBeCloseTo(20, 0);
  });

  it('takes the first of all for no great rate', () => {
    count.add(nowMs);
    expect(count.perSecond(nowMs)).toBe(2);
  });

  it('holds nothing after a long rest', () => {
    happen(100, 10);
    nowMs += 24 * 3_600_000;
    expect([count.sum(nowMs), count.perSecond(nowMs)]).toEqual([0, 0]);
  });

  it('loses nothing, and counts on, when the clock is set back', () => {
    happen(2, 0);
    nowMs -= 3 * WINDOW_MS;
    happen(1, 0);
    expect(count.sum(nowMs)).toBe(3);
    expect(count.perSecond(nowMs)).toBeGreaterThan(0);
  });
});
