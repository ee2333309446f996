import { type CallOutcome, type CallQuery, type CallRecord } from '../control/contract';

/** A finished call before it has an id. */
export interface FinishedCall extends Omit<CallRecord, 'id' | 'summary'> {
  /** Parameters as they came; put into words only when somebody looks. */
  values: Record<string, unknown>;
}

const RATE_WINDOW_SECONDS = 5;
const MAX_SUMMARY_LENGTH = 300;
const MAX_VALUE_LENGTH = 80;

/** The last calls, in a ring, and counters over all of them. */
export class CallLog {
  private ring: (FinishedCall | undefined)[];
  private count = 0;
  private firstKept = 0;
  private refusedCount = 0;
  private readonly perSecond = new Map<number, number>();
  /** Called for every call; unset while nobody watches. */
  listener: ((call: CallRecord) => void) | undefined;

  constructor(private readonly capacity: number) {
    this.ring = new Array<FinishedCall | undefined>(capacity);
  }

  get total(): number {
    return this.count;
  }

  get refused(): number {
    return this.refusedCount;
  }

  /** Mean over the last whole seconds. */
  callsPerSecond(now = Date.now()): number {
    const current = Math.floor(now / 1_000);
    let calls = 0;
    for (let second = current - RATE_WINDOW_SECONDS; second < current; second++)
      calls += this.perSecond.get(second) ?? 0;
    return calls / RATE_WINDOW_SECONDS;
  }

  add(call: FinishedCall): void {
    const id = ++this.count;
    this.ring[id % this.capacity] = call;
    if (call.outcome !== 'ok') this.refusedCount++;
    const second = Math.floor(call.at / 1_000);
    this.perSecond.set(second, (this.perSecond.get(second) ?? 0) + 1);
    if (this.perSecond.size > 4 * RATE_WINDOW_SECONDS) this.forgetOldSeconds(second);
    this.listener?.(describe(id, call));
  }

  /** Newest so many that fit, oldest first. */
  list(query: CallQuery = {}): CallRecord[] {
    const limit = Math.min(Math.max(query.limit ?? 100, 1), 1_000);
    const oldest = Math.max(this.count - this.capacity + 1, this.firstKept + 1, (query.afterId ?? 0) + 1, 1);
    const found: CallRecord[] = [];
    for (let id = this.count; id >= oldest && found.length < limit; id--) {
      const call = this.ring[id % this.capacity];
      if (call && fits(call, query)) found.push(describe(id, call));
    }
    return found.reverse();
  }

  /** Forgets the calls; ids go on counting. */
  clear(): void {
    this.ring = new Array<FinishedCall | undefined>(this.capacity);
    this.firstKept = this.count;
  }

  private forgetOldSeconds(current: number): void {
    for (const second of this.perSecond.keys())
      if (second < current - RATE_WINDOW_SECONDS) this.perSecond.delete(second);
  }
}

/** How an answer's status reads in the log. */
export function outcomeOf(status: number): CallOutcome {
  return status === 429 ? 'flood' : status >= 400 ? 'refused' : 'ok';
}

function fits(call: FinishedCall, query: CallQuery): boolean {
  return (
    (query.botId === undefined || call.botId === query.botId) &&
    (query.method === undefined || call.method.toLowerCase() === query.method.toLowerCase()) &&
    (query.outcome === undefined || call.outcome === query.outcome) &&
    (query.chatId === undefined || String(call.chatId) === String(query.chatId)) &&
    (query.minLatencyMs === undefined || call.latencyMs >= query.minLatencyMs)
  );
}

function describe(id: number, call: FinishedCall): CallRecord {
  const { values, ...record } = call;
  return { id, ...record, summary: summarise(values) };
}

function summarise(values: Record<string, unknown>): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (name === 'chat_id' || name === 'secret_token' || value === undefined) continue;
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    parts.push(`${name}=${text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text}`);
  }
  return parts.join(' ').slice(0, MAX_SUMMARY_LENGTH);
}
