interface Waiting {
  resolve: () => void;
  below: number;
}

/**
 * Handles items of one chat in order, and many chats at once up to a bound. Chats take turns, so one that is slow or
 * busy delays nobody else.
 */
export class ChatQueues<Item extends { readonly chatKey: number }> {
  /** Items that wait, by chat; a chat is listed while something of it waits or runs. */
  private readonly chats = new Map<number, Item[]>();
  /** Chats whose next item may run. */
  private ready: number[] = [];
  private readonly runningChats = new Set<number>();
  private count = 0;
  private readonly waiting = new Set<Waiting>();

  /** `handle` must not throw. */
  constructor(
    private readonly concurrency: number,
    private readonly handle: (item: Item) => Promise<void>,
  ) {}

  /** Items that wait or run. */
  get size(): number {
    return this.count;
  }

  /** Whether something of this chat waits; what runs does not count. */
  isWaiting(chatKey: number): boolean {
    return (this.chats.get(chatKey)?.length ?? 0) > 0;
  }

  push(item: Item): void {
    this.count += 1;
    const line = this.chats.get(item.chatKey);
    if (line) {
      line.push(item);
      return;
    }
    this.chats.set(item.chatKey, [item]);
    this.ready.push(item.chatKey);
    this.fill();
  }

  /** Resolves once fewer than `below` items wait or run, or the signal is aborted. */
  async whenBelow(below: number, signal?: AbortSignal): Promise<void> {
    if (this.count < below || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        this.waiting.delete(waiter);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const waiter = { below, resolve: finish };
      this.waiting.add(waiter);
      signal?.addEventListener('abort', finish, { once: true });
    });
  }

  /** Forgets everything that has not begun, and answers it. What runs goes on. */
  clear(): Item[] {
    const forgotten = [...this.chats.values()].flatMap((line) => line.splice(0));
    this.ready = [];
    for (const chatKey of this.chats.keys()) if (!this.runningChats.has(chatKey)) this.chats.delete(chatKey);
    this.count -= forgotten.length;
    this.tell();
    return forgotten;
  }

  private fill(): void {
    while (this.runningChats.size < this.concurrency) {
      const chatKey = this.ready.shift();
      if (chatKey === undefined) return;
      void this.runNextOf(chatKey);
    }
  }

  private async runNextOf(chatKey: number): Promise<void> {
    const line = this.chats.get(chatKey);
    const item = line?.shift();
    if (!line || !item) return;
    this.runningChats.add(chatKey);
    try {
      await this.handle(item);
    } finally {
      this.count -= 1;
      this.runningChats.delete(chatKey);
      if (line.length > 0) this.ready.push(chatKey);
      else this.chats.delete(chatKey);
      this.fill();
      this.tell();
    }
  }

  private tell(): void {
    for (const waiter of this.waiting) if (this.count < waiter.below) waiter.resolve();
  }
}
