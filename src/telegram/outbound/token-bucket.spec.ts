import { TokenBucket } from './token-bucket';

describe('TokenBucket', () => {
  it('lets a burst pass and then one permit per interval', () => {
    const bucket = new TokenBucket(2, 10, 0);
    bucket.take(0);
    bucket.take(0);

    expect(bucket.readyAtMs(0)).toBe(100);
    expect(bucket.readyAtMs(99)).toBe(100);
    expect(bucket.readyAtMs(100)).toBe(100);
  });

  it('never holds more than its capacity', () => {
    const bucket = new TokenBucket(1, 10, 0);
    bucket.take(60_000);

    expect(bucket.readyAtMs(60_000)).toBe(60_100);
  });

  it('makes others wait for what was taken beyond the rate, for a second at most', () => {
    const bucket = new TokenBucket(1, 10, 0);
    for (let i = 0; i < 1000; i += 1) bucket.take(0);

    expect(bucket.readyAtMs(0)).toBe(1100);
  });

  it('gives nothing and takes nothing when the clock is set back', () => {
    const bucket = new TokenBucket(2, 10, 10_000);
    bucket.take(10_000);

    expect(bucket.readyAtMs(0)).toBe(0);
    bucket.take(0);
    expect(bucket.readyAtMs(0)).toBe(100);
  });
});
