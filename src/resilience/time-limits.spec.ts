import { DeadlineExceeded } from './deadline';
import { TimeLimits } from './time-limits';

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));

describe('a time limit', () => {
  it('ends what takes too long, and counts that', async () => {
    const limits = new TimeLimits();
    const limit = limits.create('test', 1);
    await expect(limit.execute(untilAborted)).rejects.toBeInstanceOf(DeadlineExceeded);
    expect(limits.list()).toEqual([{ kind: 'timeLimit', name: 'test', timeoutMs: 1, exceeded: 1 }]);
  });

  it('does not count what somebody else has ended', async () => {
    const limit = new TimeLimits().create('test', 60_000);
    const controller = new AbortController();
    const work = limit.execute(untilAborted, controller.signal);
    controller.abort(new Error('stopping'));
    await expect(work).rejects.toThrow('stopping');
    expect(limit.snapshot().exceeded).toBe(0);
  });
});
