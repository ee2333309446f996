import { backoffMs } from './backoff';

const none = (): number => 0;

describe('the pause before another attempt', () => {
  it('grows by the base with each failure, up to a quarter of an hour', () => {
    const pauses = [1, 2, 3, 20].map((failures) => backoffMs(failures, 5_000, 2, undefined, none));
    expect(pauses).toEqual([5_000, 10_000, 20_000, 900_000]);
  });

  it('is shortened by chance, by less than a third', () => {
    expect(backoffMs(1, 10_000, 2, undefined, () => 0.999)).toBeGreaterThan(6_999);
    expect(backoffMs(1, 10_000, 2, undefined, () => 0.5)).toBe(8_500);
  });

  it('is never shorter than what the other side asked for', () => {
    expect(backoffMs(1, 1_000, 2, { retryAfterSeconds: 30 }, none)).toBe(30_000);
    expect(backoffMs(5, 10_000, 2, { retryAfterSeconds: 1 }, none)).toBe(160_000);
  });
});
