import type { RateLimiter } from '../../../src/coordination';

export const HOUR = 3_600_000;

/** What holds wherever actions are counted. `open` answers another process' hand on the same windows, which are empty. */
export function itCountsForAll(open: () => Promise<RateLimiter>): void {
  it('counts each action of a subject, and says when the window ends', async () => {
    const limiter = await open();
    const first = await limiter.count('user', '1', HOUR);
    const second = await limiter.count('user', '1', HOUR);
    expect([first.count, second.count]).toEqual([1, 2]);
    expect(second.resetMs).toBeGreaterThan(0);
    expect(second.resetMs).toBeLessThanOrEqual(HOUR);
  });

  it('keeps subjects, scopes and windows apart', async () => {
    const limiter = await open();
    await limiter.count('user', '1', HOUR);
    const counts = await Promise.all([
      limiter.count('user', '2', HOUR),
      limiter.count('login', '1', HOUR),
      limiter.count('user', '1', 2 * HOUR),
    ]);
    expect(counts.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  it('lets no action pass uncounted when two processes count the same subjects at once', async () => {
    const processes = [await open(), await open()];
    const rounds = Array.from({ length: 20 }, () =>
      Promise.all(
        processes.flatMap((process) => ['a', 'b', 'c'].map((subject) => process.count('user', subject, HOUR))),
      ),
    );
    const counts = (await Promise.all(rounds)).flat().map(({ count }) => count);
    const each = Array.from({ length: 40 }, (_, n) => n + 1);
    expect(counts.sort((a, b) => a - b)).toEqual(each.flatMap((n) => [n, n, n]));
  });
}
