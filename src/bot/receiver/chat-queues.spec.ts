import { ChatQueues } from './chat-queues';

interface Item {
  chatKey: number;
  name: string;
}

describe('ChatQueues', () => {
  let begun: string[];
  let ends: Map<string, () => void>;
  let queues: ChatQueues<Item>;

  beforeEach(() => {
    begun = [];
    ends = new Map();
    queues = new ChatQueues<Item>(2, ({ name }) => {
      begun.push(name);
      return new Promise((resolve) => ends.set(name, resolve));
    });
  });

  const push = (chatKey: number, ...names: string[]): void => names.forEach((name) => queues.push({ chatKey, name }));
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };

  it('handles one chat in order, one at a time', async () => {
    push(1, 'a', 'b');
    expect(begun).toEqual(['a']);

    await end('a');
    expect(begun).toEqual(['a', 'b']);
  });

  it('lets no chat wait for another while there is room', async () => {
    push(1, 'slow', 'after slow');
    push(2, 'x', 'y');
    await end('x');
    await end('y');

    expect(begun).toEqual(['slow', 'x', 'y']);
  });

  it('handles no more at once than it may, and lets chats take turns', async () => {
    push(1, 'a1', 'a2');
    push(2, 'b1');
    push(3, 'c1');
    expect(begun).toEqual(['a1', 'b1']);

    await end('a1');
    expect(begun).toEqual(['a1', 'b1', 'c1']);
    await end('c1');
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  it('says when there is room again', async () => {
    push(1, 'a', 'b');
    let room = false;
    const waiting = queues.whenBelow(2).then(() => (room = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(room).toBe(false);

    await end('a');
    await waiting;
    expect(queues.size).toBe(1);
  });

  it('stops waiting for room when told to', async () => {
    push(1, 'a');
    const controller = new AbortController();
    const waiting = queues.whenBelow(1, controller.signal);
    controller.abort();

    await expect(waiting).resolves.toBeUndefined();
  });

  it('forgets what has not begun and goes on with what has', async () => {
    push(1, 'a', 'b');
    push(2, 'c');
    push(3, 'd');
    expect(queues.clear().map(({ name }) => name)).toEqual(['b', 'd']);
    expect(queues.size).toBe(2);

    await end('a');
    await end('c');
    expect(queues.size).toBe(0);
    push(1, 'e');
    push(3, 'f');
    expect(begun).toEqual(['a', 'c', 'e', 'f']);
  });
});
