import { RetryPolicies, RetryPolicy, type RetrySettings } from './retry-policies';

const SETTINGS: RetrySettings = { attempts: 4, firstMs: 1_000, longestMs: 3_000, base: 2 };
const always = (): boolean => true;

describe('a retry policy', () => {
  it('grows its pauses to their limit, and ends', () => {
    const policy = new RetryPolicy('test', SETTINGS, () => 1);
    expect([1, 2, 3, 4].map((failures) => policy.pauseAfter(failures))).toEqual([1_000, 2_000, 3_000, null]);
    expect(policy.snapshot()).toMatchObject({ kind: 'retry', name: 'test', attempts: 4, retries: 3, givenUp: 1 });
  });

  it('leaves up to a half of each pause to chance', () => {
    expect(new RetryPolicy('test', SETTINGS, () => 0).pauseAfter(2)).toBe(1_000);
  });

  it('waits as long as the error asks for', () => {
    expect(new RetryPolicy('test', SETTINGS).pauseAfter(1, { retryAfterSeconds: 40 })).toBe(40_000);
  });

  describe('around work', () => {
    const policy = (attempts: number): RetryPolicy => new RetryPolicy('test', { ...SETTINGS, attempts, firstMs: 1 });

    it('tries again until it succeeds', async () => {
      const work = jest.fn().mockRejectedValueOnce(new Error('not yet')).mockResolvedValue('done');
      const tried = policy(3);
      await expect(tried.execute(work, { isRetryable: always })).resolves.toBe('done');
      expect(tried.snapshot()).toMatchObject({ retries: 1, givenUp: 0 });
    });

    it('gives up after its attempts, with the last error', async () => {
      const work = jest.fn().mockRejectedValue(new Error('never'));
      const tried = policy(3);
      await expect(tried.execute(work, { isRetryable: always })).rejects.toThrow('never');
      expect(work).toHaveBeenCalledTimes(3);
      expect(tried.snapshot()).toMatchObject({ retries: 2, givenUp: 1 });
    });

    it('does not repeat what cannot succeed', async () => {
      const work = jest.fn().mockRejectedValue(new Error('refused'));
      await expect(policy(3).execute(work, { isRetryable: () => false })).rejects.toThrow('refused');
      expect(work).toHaveBeenCalledTimes(1);
    });

    it('ends when it is called off', async () => {
      const controller = new AbortController();
      const work = jest.fn(() => {
        controller.abort();
        return Promise.reject(new Error('away'));
      });
      await expect(
        policy(Infinity).execute(work, { isRetryable: always, signal: controller.signal }),
      ).rejects.toThrow();
      expect(work).toHaveBeenCalledTimes(1);
    });
  });

  it('is listed under a name of its own', () => {
    const policies = new RetryPolicies();
    policies.create('notices', SETTINGS);
    expect(policies.list()).toMatchObject([{ name: 'notices', attempts: 4 }]);
    expect(() => policies.create('notices', SETTINGS)).toThrow('exists already');
  });
});
