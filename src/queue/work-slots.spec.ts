import { WorkSlots } from './work-slots';

const never = new AbortController().signal;

/** Asks for places one after the other; `entered` lists who has got one, in that order. */
function crowd(size: number) {
  const slots = new WorkSlots(size);
  const entered: string[] = [];
  const leave = new Map<string, () => void>();
  return {
    entered,
    async ask(...names: string[]): Promise<void> {
      for (const name of names) {
        void slots.acquire(name.replace(/\d+$/, ''), never).then((giveBack) => {
          entered.push(name);
          leave.set(name, giveBack);
        });
      }
      await settled();
    },
    async leave(name: string): Promise<void> {
      leave.get(name)?.();
      await settled();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('places for background work', () => {
  it('are as many as there are, first come first served within a queue', async () => {
    const { ask, leave, entered } = crowd(2);
    await ask('a1', 'a2', 'a3', 'a4');
    expect(entered).toEqual(['a1', 'a2']);
    await leave('a1');
    await leave('a2');
    expect(entered).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('go to the queue that holds the fewest, however long the line of another is', async () => {
    const { ask, leave, entered } = crowd(4);
    await ask('slow1', 'slow2', 'slow3', 'slow4', 'slow5', 'quick1', 'quick2', 'quick3');
    expect(entered).toEqual(['slow1', 'slow2', 'slow3', 'quick1']);
    await leave('slow1');
    expect(entered.slice(4)).toEqual(['quick2']);
    await leave('quick1');
    expect(entered.slice(5)).toEqual(['quick3']);
    await leave('quick2');
    expect(entered.slice(6)).toEqual(['slow4']);
  });

  it('are never held by one queue alone, so that another begins at once', async () => {
    const { ask, entered } = crowd(8);
    await ask(...Array.from({ length: 20 }, (_, index) => `slow${index}`));
    expect(entered).toHaveLength(6);
    await ask('quick1', 'quick2');
    expect(entered.slice(6)).toEqual(['quick1', 'quick2']);
  });

  it('are given back once, and not given to somebody who has stopped waiting', async () => {
    const slots = new WorkSlots(1);
    const giveBack = await slots.acquire('a', never);
    const stop = new AbortController();
    const impatient = slots.acquire('a', stop.signal);
    stop.abort(new Error('stopping'));
    await expect(impatient).rejects.toThrow('stopping');
    giveBack();
    giveBack();
    await slots.acquire('a', never);
    let entered = false;
    void slots.acquire('a', never).then(() => (entered = true));
    await settled();
    expect(entered).toBe(false);
  });
});
