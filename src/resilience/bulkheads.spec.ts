import { Bulkhead, BulkheadFull, Bulkheads } from './bulkheads';

/** Enters and answers, once inside, how to leave. */
class Guests {
  readonly inside: string[] = [];
  private readonly leaving = new Map<string, () => void>();

  constructor(private readonly bulkhead: Bulkhead) {}

  async arrive(name: string, options?: Parameters<Bulkhead['enter']>[0]): Promise<void> {
    const leave = await this.bulkhead.enter(options);
    this.inside.push(name);
    this.leaving.set(name, leave);
  }

  async leave(name: string): Promise<void> {
    this.leaving.get(name)?.();
    this.inside.splice(this.inside.indexOf(name), 1);
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a bulkhead', () => {
  it('lets in as many as it has places, and the others in their order', async () => {
    const guests = new Guests(new Bulkhead('test', { places: 1 }));
    for (const name of ['a', 'b', 'c']) void guests.arrive(name);
    await settled();
    expect(guests.inside).toEqual(['a']);
    await guests.leave('a');
    expect(guests.inside).toEqual(['b']);
  });

  it('keeps its reserved places for urgent work', async () => {
    const bulkhead = new Bulkhead('test', { places: 3, reserved: 1 });
    const guests = new Guests(bulkhead);
    for (const name of ['a', 'b', 'c']) void guests.arrive(name);
    await settled();
    expect(guests.inside).toEqual(['a', 'b']);
    await guests.arrive('urgent', { urgent: true });
    expect(bulkhead.snapshot()).toMatchObject({ busy: 3, waiting: 1 });
    await guests.leave('urgent');
    expect(guests.inside).toEqual(['a', 'b']);
    await guests.leave('a');
    expect(guests.inside).toEqual(['b', 'c']);
  });

  it('lets urgent work pass what waits, and never reserves the last place', async () => {
    const guests = new Guests(new Bulkhead('test', { places: 1, reserved: 1 }));
    void guests.arrive('a');
    void guests.arrive('b');
    void guests.arrive('urgent', { urgent: true });
    await settled();
    expect(guests.inside).toEqual(['a']);
    await guests.leave('a');
    expect(guests.inside).toEqual(['urgent']);
  });

  it('gives a free place to the group that has the fewest inside', async () => {
    const guests = new Guests(new Bulkhead('test', { places: 2 }));
    for (const name of ['a1', 'a2', 'a3']) void guests.arrive(name, { group: 'a' });
    void guests.arrive('b1', { group: 'b' });
    await settled();
    expect(guests.inside).toEqual(['a1', 'a2']);
    await guests.leave('a1');
    expect(guests.inside).toEqual(['a2', 'b1']);
  });

  it('refuses when enough others wait, and counts that', async () => {
    const bulkhead = new Bulkhead('test', { places: 1, maxWaiting: 1 });
    await bulkhead.enter();
    void bulkhead.enter();
    await expect(bulkhead.enter()).rejects.toBeInstanceOf(BulkheadFull);
    expect(bulkhead.snapshot()).toMatchObject({ busy: 1, waiting: 1, refused: 1 });
  });

  it('forgets who stops waiting', async () => {
    const bulkhead = new Bulkhead('test', { places: 1 });
    const leave = await bulkhead.enter();
    const controller = new AbortController();
    const waiting = bulkhead.enter({ signal: controller.signal });
    controller.abort(new Error('gone home'));
    await expect(waiting).rejects.toThrow('gone home');
    leave();
    expect(bulkhead.snapshot()).toMatchObject({ busy: 0, waiting: 0 });
  });

  it('gives a place back once, also when the work fails', async () => {
    const bulkhead = new Bulkhead('test', { places: 1 });
    await expect(bulkhead.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    const leave = await bulkhead.enter();
    leave();
    leave();
    expect(bulkhead.snapshot()).toMatchObject({ busy: 0 });
  });

  it('has a name of its own', () => {
    const bulkheads = new Bulkheads();
    bulkheads.create('jobs', { places: 1 });
    expect(() => bulkheads.create('jobs', { places: 2 })).toThrow('exists already');
  });
});
