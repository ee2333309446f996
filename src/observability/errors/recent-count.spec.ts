import { RecentCount } from './recent-count';

const START = Date.UTC(2026, 10, 22, 12);

describe('a count of the last minute', () => {
  it('forgets what is older', () => {
    const count = new RecentCount();
    for (const second of [0, 0, 10, 59]) count.add(START + second * 1000);
    expect(count.within(START + 59_000)).toBe(4);
    expect(count.within(START + 60_000)).toBe(2);
    expect(count.within(START + 70_000)).toBe(1);
    expect(count.within(START + 600_000)).toBe(0);
  });

  it('keeps its figures when the clock is set back', () => {
    const count = new RecentCount();
    count.add(START);
    expect(count.within(START - 5_000)).toBe(1);
    count.add(START - 5_000);
    expect(count.within(START)).toBe(2);
  });
});
