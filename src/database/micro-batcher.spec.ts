import { AsyncLocalStorage } from 'node:async_hooks';
import { MicroBatcher } from './micro-batcher';

describe('a micro batcher', () => {
  it('gathers what is asked in one turn, and answers each caller with its own result', async () => {
    const batches: (readonly number[])[] = [];
    const batcher = new MicroBatcher<number, number>(async (inputs) => {
      batches.push(inputs);
      return inputs.map((n) => n * 10);
    });
    expect(await Promise.all([1, 2, 3].map((n) => batcher.call(n)))).toEqual([10, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  describe('beside a batch at work', () => {
    let finish: (() => void)[];
    let batches: (readonly number[])[];
    let batcher: MicroBatcher<number, number>;

    beforeEach(async () => {
      jest.useFakeTimers();
      finish = [];
      batches = [];
      batcher = new MicroBatcher<number, number>(
        async (inputs) => {
          batches.push(inputs);
          await new Promise<void>((resolve) => finish.push(resolve));
          return inputs;
        },
        { maxSize: 3, concurrency: 2, patienceMs: 25 },
      );
      void batcher.call(1);
      await jest.advanceTimersByTimeAsync(0);
    });
    afterEach(() => jest.useRealTimers());

    it('gathers until that one is done', async () => {
      void batcher.call(2);
      void batcher.call(3);
      await jest.advanceTimersByTimeAsync(24);
      expect(batches).toEqual([[1]]);
      finish[0]?.();
      await jest.advanceTimersByTimeAsync(0);
      expect(batches).toEqual([[1], [2, 3]]);
    });

    it('goes on without it when it is slow, in as many places as it has', async () => {
      void batcher.call(2);
      await jest.advanceTimersByTimeAsync(26);
      expect(batches).toEqual([[1], [2]]);
      void batcher.call(3);
      await jest.advanceTimersByTimeAsync(1_000);
      expect(batches).toEqual([[1], [2]]);
    });

    it('goes on at once when there is enough for a whole one', async () => {
      void Promise.all([2, 3, 4].map((n) => batcher.call(n)));
      await jest.advanceTimersByTimeAsync(0);
      expect(batches).toEqual([[1], [2, 3, 4]]);
    });
  });

  it('keeps to the largest size and to its concurrency', async () => {
    let running = 0;
    let most = 0;
    const sizes: number[] = [];
    const batcher = new MicroBatcher<number, number>(
      async (inputs) => {
        most = Math.max(most, ++running);
        sizes.push(inputs.length);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return inputs;
      },
      { maxSize: 3, concurrency: 2 },
    );
    const inputs = Array.from({ length: 10 }, (_, n) => n);
    expect(await Promise.all(inputs.map((n) => batcher.call(n)))).toEqual(inputs);
    expect(Math.max(...sizes)).toBe(3);
    expect(most).toBe(2);
  });

  it('tells every caller of a batch that it failed, and goes on with the next', async () => {
    let failing = true;
    const batcher = new MicroBatcher<number, number>(async (inputs) => {
      if (failing) throw new Error('no database');
      return inputs;
    });
    const outcomes = await Promise.allSettled([batcher.call(1), batcher.call(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failing = false;
    await expect(batcher.call(3)).resolves.toBe(3);
  });

  it('does not pass one caller another one‘s answer when a batch is answered wrongly', async () => {
    const batcher = new MicroBatcher<number, number>(async () => [1]);
    const outcomes = await Promise.allSettled([batcher.call(1), batcher.call(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('runs outside of the context of whoever called first', async () => {
    const context = new AsyncLocalStorage<string>();
    let seen: string | undefined = 'nothing yet';
    const batcher = new MicroBatcher<number, number>(async (inputs) => {
      seen = context.getStore();
      return inputs;
    });
    await context.run('a transaction', () => batcher.call(1));
    expect(seen).toBeUndefined();
  });
});
