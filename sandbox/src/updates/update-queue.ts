import { type Update } from '@grammyjs/types';

export type UpdateType = Exclude<keyof Update, 'update_id'>;

export interface QueuedUpdate {
  id: number;
  /** Updates with the same key are delivered in order (webhooks). */
  orderKey: string;
  /** The whole update as JSON: written once, sent as often as needed. */
  json: string;
  /** Unix milliseconds. */
  queuedAt: number;
}

/** Updates that are only sent to bots that ask for them by name. */
const ON_REQUEST: ReadonlySet<string> = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const LIFETIME_MS = 24 * 60 * 60 * 1000;
/** A bot that never asks doesn't fill the memory: the oldest updates go. */
const CAPACITY = 100_000;

/** The updates of one bot that it has not confirmed yet: at most 24 hours old, oldest first. */
export class UpdateQueue {
  private items: QueuedUpdate[] = [];
  private head = 0;
  private nextId = 1;
  private allowed: ReadonlySet<string> | undefined;
  private listener: (update: QueuedUpdate) => void = () => undefined;

  get size(): number {
    return this.items.length - this.head;
  }

  get allowedUpdates(): string[] | undefined {
    return this.allowed && [...this.allowed];
  }

  /** Who wants to know at once that something came. */
  onPush(listener: (update: QueuedUpdate) => void): void {
    this.listener = listener;
  }

  /** An empty list is the default: everything except what must be asked for. */
  allowOnly(types: string[]): void {
    this.allowed = types.length > 0 ? new Set(types) : undefined;
  }

  wants(type: string): boolean {
    return this.allowed ? this.allowed.has(type) : !ON_REQUEST.has(type);
  }

  /** Queues an update unless the bot doesn't want its type. */
  push(type: UpdateType, orderKey: string, payload: unknown): void {
    if (!this.wants(type)) return;
    const id = this.nextId++;
    this.append({
      id,
      orderKey,
      json: `{"update_id":${id},"${type}":${JSON.stringify(payload)}}`,
      queuedAt: Date.now(),
    });
  }

  /** Queues any JSON object as an update, whatever it contains; answers its `update_id`. */
  pushRaw(update: Record<string, unknown>): number {
    const given = update['update_id'];
    const id = typeof given === 'number' && Number.isSafeInteger(given) ? given : this.nextId;
    this.nextId = Math.max(this.nextId, id) + 1;
    this.append({ id, orderKey: 'raw', json: JSON.stringify({ update_id: id, ...update }), queuedAt: Date.now() });
    return id;
  }

  /** Confirms everything before `offset`; a negative one keeps only that many of the newest. */
  confirm(offset: number): void {
    if (offset < 0) this.head = Math.max(this.head, this.items.length + offset);
    else while (this.head < this.items.length && (this.items[this.head] as QueuedUpdate).id < offset) this.head++;
    this.compact();
  }

  /** The oldest so many. */
  peek(limit: number): QueuedUpdate[] {
    this.expire();
    return this.items.slice(this.head, this.head + limit);
  }

  /** Removes one that was delivered by webhook. */
  remove(update: QueuedUpdate): void {
    const index = this.items.indexOf(update, this.head);
    if (index === this.head) this.head++;
    else if (index > this.head) this.items.splice(index, 1);
    this.compact();
  }

  clear(): void {
    this.items = [];
    this.head = 0;
  }

  private append(update: QueuedUpdate): void {
    this.items.push(update);
    if (this.size > CAPACITY) this.head++;
    this.compact();
    this.listener(update);
  }

  private expire(): void {
    const oldest = Date.now() - LIFETIME_MS;
    while (this.head < this.items.length && (this.items[this.head] as QueuedUpdate).queuedAt < oldest) this.head++;
  }

  /** Drops the confirmed front now and then, so that neither confirming nor appending ever costs more than a moment. */
  private compact(): void {
    if (this.head > 1_000 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
  }
}
