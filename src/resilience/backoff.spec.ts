import { Backoff } from './backoff';

describe('Backoff', () => {
  it('grows to its limit and begins small again after a success', () => {
    const backoff = new Backoff({ firstMs: 1000, longestMs: 5000, random: () => 1 });
    expect([1, 2, 3, 4, 5].map(() => backoff.nextMs())).toEqual([1000, 2000, 4000, 5000, 5000]);

    backoff.reset();
    expect(backoff.nextMs()).toBe(1000);
  });

  it('spreads callers over the second half of the pause', () => {
    const shortest = new Backoff({ firstMs: 1000, longestMs: 5000, random: () => 0 });

    expect(shortest.nextMs()).toBe(500);
  });
});
