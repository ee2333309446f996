import { DurableBatcher } from './durable-batcher';

const batcherOf = (runBatch: (inputs: readonly number[]) => Promise<void>) => {
  const failures: number[] = [];
  const batcher = new DurableBatcher<number>(runBatch, {
    concurrency: 1,
    retryMs: 1,
    onFailure: (input) => failures.push(input),
  });
  return { batcher, failures };
};

describe('a durable batcher', () => {
  it('tries again what failed until it is done, together with what came meanwhile', async () => {
    const batches: number[][] = [];
    const { batcher, failures } = batcherOf(async (inputs) => {
      batches.push([...inputs]);
      if (batches.length < 3) throw new Error('the database is away');
    });
    const { signal } = new AbortController();
    await Promise.all([batcher.call(1, signal), batcher.call(2, signal)]);
    expect(batches[0]).toEqual([1, 2]);
    expect(batches.slice(2).flat().sort()).toEqual([1, 2]);
    expect(failures.length).toBeGreaterThanOrEqual(2);
  });

  it('gives up with the last failure when it is told to, and not before', async () => {
    const controller = new AbortController();
    let tries = 0;
    const { batcher } = batcherOf(async () => {
      tries += 1;
      if (tries === 3) controller.abort();
      throw new Error(`try ${tries}`);
    });
    await expect(batcher.call(1, controller.signal)).rejects.toThrow('try 3');
  });
});
