import { LeaseLost } from '../orders.errors';
import { whileLeased } from './lease-keeper';

const TIMES = { leaseMs: 15_000, renewEveryMs: 3_000 };
const NEVER = new AbortController().signal;

describe('a lease that is kept', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const answeringAfter = (ms: number, isOurs = true) => new Promise<boolean>((tell) => setTimeout(tell, ms, isOurs));

  /** Work that ends with its signal; answers when that was, and why. */
  function hold(renew: () => Promise<boolean>, askedMsAgo = 0) {
    const startedMs = performance.now();
    const held = { ...TIMES, askedAtMs: startedMs - askedMsAgo };
    const ended: { afterMs?: number; reason?: unknown } = {};
    void whileLeased(renew, held, NEVER, (signal) => {
      signal.addEventListener('abort', () => {
        ended.afterMs = performance.now() - startedMs;
        ended.reason = signal.reason;
      });
      return new Promise(() => undefined);
    });
    return ended;
  }

  it('goes on for as long as it is renewed', async () => {
    const ended = hold(() => Promise.resolve(true));
    await jest.advanceTimersByTimeAsync(600_000);
    expect(ended).toEqual({});
  });

  it('lasts from the moment it was asked for, however long the answer took', async () => {
    const renew = jest.fn(() => new Promise<boolean>(() => undefined));
    renew.mockImplementationOnce(() => answeringAfter(7_000));
    const ended = hold(renew);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(ended).toMatchObject({ afterMs: 15_000, reason: expect.any(LeaseLost) });
  });

  it('counts the time that taking it took', async () => {
    const ended = hold(() => new Promise(() => undefined), 5_000);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(ended).toMatchObject({ afterMs: 7_000 });
  });

  it('is not shortened by an earlier renewal that is answered late', async () => {
    const renew = jest.fn(() => new Promise<boolean>(() => undefined));
    renew.mockImplementationOnce(() => answeringAfter(5_000)).mockImplementationOnce(() => answeringAfter(0));
    const ended = hold(renew);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(ended).toMatchObject({ afterMs: 18_000 });
  });

  it('ends at once when somebody else has it', async () => {
    const ended = hold(() => Promise.resolve(false));
    await jest.advanceTimersByTimeAsync(3_000);
    expect(ended).toMatchObject({ afterMs: 3_000, reason: expect.any(LeaseLost) });
  });
});
