import { RightOfWay } from './right-of-way';

describe('the right of way', () => {
  const MOST_MS = 50;
  let rightOfWay: RightOfWay;
  let passed: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    rightOfWay = new RightOfWay();
    passed = [];
  });

  afterEach(() => jest.useRealTimers());

  /** Work that goes on until it is told to end. */
  const work = (): { end: () => Promise<void> } => {
    let finish = (): void => undefined;
    const kept = rightOfWay.keep(() => new Promise<void>((resolve) => (finish = resolve)));
    return {
      end: async () => {
        finish();
        await kept;
      },
    };
  };
  const come = (name: string): void => void rightOfWay.give(MOST_MS).then(() => passed.push(name));
  const settled = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

  it('holds nobody up while nothing has it', async () => {
    come('a');
    await settled();
    expect(passed).toEqual(['a']);
  });

  it('lets one pass when the last work that has it ends, and the next in the next gap', async () => {
    const [first, second] = [work(), work()];
    come('a');
    come('b');
    await first.end();
    await settled();
    expect(passed).toEqual([]);
    await second.end();
    await settled();
    expect(passed).toEqual(['a']);
    await work().end();
    await settled();
    expect(passed).toEqual(['a', 'b']);
  });

  it('holds nobody up for longer than they said', async () => {
    work();
    come('a');
    await jest.advanceTimersByTimeAsync(MOST_MS - 1);
    expect(passed).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(passed).toEqual(['a']);
  });

  it('ends with the work, however that ends', async () => {
    await expect(rightOfWay.keep(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    come('a');
    await settled();
    expect(passed).toEqual(['a']);
  });
});
