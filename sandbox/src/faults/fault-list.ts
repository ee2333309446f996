import { type Fault, type FaultEffect, type NewFault } from '../control/contract';

/** One call, as faults see it. */
export interface FaultTarget {
  botId: number;
  method: string;
  chatId?: number | string;
}

interface Entry {
  fault: Fault;
  methods: ReadonlySet<string>;
  beginsAt: number;
  endsAt: number;
  random: () => number;
}

/** The faults that were asked for, oldest first; the first that matches a call wins. */
export class FaultList {
  private entries: Entry[] = [];
  private nextId = 1;
  private firedCount = 0;
  private listener: () => void = () => undefined;

  get fired(): number {
    return this.firedCount;
  }

  onChange(listener: () => void): void {
    this.listener = listener;
  }

  add(request: NewFault): Fault {
    const match = request.match ?? {};
    const names = match.method === undefined ? ['*'] : Array.isArray(match.method) ? match.method : [match.method];
    const fault: Fault = { ...request, id: this.nextId++, match, fired: 0, state: 'waiting' };
    const beginsAt = Date.now() + (request.startAfterMs ?? 0);
    const endsAt = request.durationMs === undefined ? Infinity : beginsAt + request.durationMs;
    const methods = new Set(names.map((name) => name.toLowerCase()));
    this.entries.push({ fault, methods, beginsAt, endsAt, random: sequence(fault.id) });
    this.listener();
    return this.describe(this.entries.at(-1) as Entry);
  }

  list(): Fault[] {
    return this.entries.map((entry) => this.describe(entry));
  }

  /** False when there is none with this id. */
  remove(id: number): boolean {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.fault.id !== id);
    if (this.entries.length < before) this.listener();
    return this.entries.length < before;
  }

  clear(): void {
    this.entries = [];
    this.listener();
  }

  /** What shall go wrong with this call, if anything; counts as fired. */
  draw(target: FaultTarget): FaultEffect | undefined {
    if (this.entries.length === 0) return undefined;
    const now = Date.now();
    for (const entry of this.entries) {
      if (stateOf(entry, now) !== 'active' || !matches(entry, target)) continue;
      if (entry.random() >= (entry.fault.match.probability ?? 1)) continue;
      entry.fault.fired++;
      this.firedCount++;
      this.listener();
      return entry.fault.effect;
    }
    return undefined;
  }

  private describe(entry: Entry): Fault {
    return { ...entry.fault, state: stateOf(entry, Date.now()) };
  }
}

function stateOf(entry: Entry, now: number): Fault['state'] {
  if (now < entry.beginsAt) return 'waiting';
  const usedUp = entry.fault.count !== undefined && entry.fault.fired >= entry.fault.count;
  return usedUp || now >= entry.endsAt ? 'over' : 'active';
}

function matches({ fault, methods }: Entry, target: FaultTarget): boolean {
  const { botId, chatId } = fault.match;
  if (botId !== undefined && botId !== target.botId) return false;
  if (chatId !== undefined && String(chatId) !== String(target.chatId)) return false;
  return methods.has('*') || methods.has(target.method.toLowerCase());
}

/** Numbers in [0, 1) that look random and are the same in every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
