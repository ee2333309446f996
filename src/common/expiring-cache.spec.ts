import { ExpiringCache } from './expiring-cache';

describe('ExpiringCache', () => {
  let now = 0;
  const clock = { now: () => now };
  const create = (maxEntries = 2) => new ExpiringCache<string, number>({ maxEntries, ttlMs: 1_000, clock });

  it('forgets an entry when its time is over', () => {
    const cache = create();
    cache.set('a', 1);
    now += 999;
    expect(cache.get('a')).toBe(1);
    now += 1;
    expect(cache.get('a')).toBeUndefined();
  });

  it('gives an entry a time of its own when asked to', () => {
    const cache = create();
    cache.set('a', 1, 10);
    now += 10;
    expect(cache.get('a')).toBeUndefined();
  });

  it('makes room by forgetting what was written longest ago', () => {
    const cache = create();
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('a', 3);
    cache.set('c', 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([3, undefined, 4]);
  });
});
