import { type Clock } from '../../common/clock';
import { TelegramRateLimited } from '../telegram-errors';
import { lanes, type Lane } from '../telegram-gateway';
import { isNewMessage, isSending } from './api-methods';
import { ChatPaces, isGroup, type ChatId } from './chat-paces';
import { MovingCount } from './moving-count';
import { type OutboundLimits } from './outbound-limits';
import { Pauses } from './pauses';
import { TokenBucket } from './token-bucket';

/** What the lanes need to know of a call. */
export interface Traveller {
  readonly method: string;
  readonly chatId: ChatId | undefined;
  readonly lane: Lane;
  /** Uploads take minutes on connections of their own, so they hold no place among the lane's calls under way. */
  readonly isUpload: boolean;
  /** Paid for, so outside of the overall rate. */
  readonly isPaid: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Permission to call now. `leave` must follow when the call is over; it is safe to call twice. */
export interface Passage {
  readonly waitedMs: number;
  leave(): void;
}

/** What an operator sees: who waits, and until when. */
export interface LanesStatus {
  waiting: Record<Lane, number>;
  inFlight: Record<Lane, number>;
  /** Messages since the start that used up the overall rate. */
  sent: Record<Lane, number>;
  /** The same a second, over the last ten. */
  sentPerSecond: number;
  /** Answers 429 of Telegram within the last hour, or since the start where that is later. */
  rateLimitedLastHour: number;
  /** Methods Telegram told this process to leave alone, with the moment (epoch ms) they may be called again. */
  pausedMethods: { method: string; untilMs: number }[];
  pausedChats: number;
}

interface Waiter extends Traveller {
  readonly sinceMs: number;
  readonly expiresMs: number;
  admit(passage: Passage): void;
  refuse(error: Error): void;
}

/** Short enough to show what goes on now, long enough not to jump with each message. */
const RATE = { windowMs: 10_000, slots: 40 };
const HOUR = { windowMs: 3_600_000, slots: 60 };

const perLane = <T>(make: () => T): Record<Lane, T> => ({
  answer: make(),
  notice: make(),
  progress: make(),
  bulk: make(),
});

/**
 * Decides who may call Telegram now. Higher lanes are always served first; within a lane first come, first served, but
 * a call that must wait for its own chat or method lets the others pass. Answers to people use up the overall rate
 * without ever waiting for it; only a 429 holds them. Everything that waits is bounded in number and time.
 */
export class OutboundLanes {
  private readonly queues = perLane<Waiter[]>(() => []);
  private readonly inFlight = perLane(() => 0);
  private readonly sent = perLane(() => 0);
  private readonly lately: MovingCount;
  private readonly rateLimits: MovingCount;
  private readonly overall: TokenBucket;
  private readonly chatPaces: ChatPaces;
  private readonly pausedMethods = new Pauses<string>();
  private readonly pausedChats = new Pauses<ChatId>();
  private waiting = 0;
  private alarm: NodeJS.Timeout | undefined;

  constructor(
    private readonly limits: OutboundLimits,
    private readonly clock: Clock,
  ) {
    this.overall = new TokenBucket(limits.overall.burst, limits.overall.perSecond, clock.now());
    this.chatPaces = new ChatPaces(limits);
    this.lately = new MovingCount(RATE.windowMs, RATE.slots, clock.now());
    this.rateLimits = new MovingCount(HOUR.windowMs, HOUR.slots, clock.now());
  }

  /**
   * Waits for permission. Throws `TelegramRateLimited` when the lane is full, when the wait is known or turns out to be
   * longer than the lane's patience, and the signal's reason when that is aborted.
   */
  async enter(traveller: Traveller, patienceMs: number): Promise<Passage> {
    traveller.signal?.throwIfAborted();
    const nowMs = this.clock.now();
    const readyMs = this.readyAtMs(traveller, nowMs);
    if (this.waiting === 0 && readyMs <= nowMs) return this.admit(traveller, nowMs, nowMs);
    const heldMs = Math.max(this.pausedUntilMs(traveller, nowMs), Number.isFinite(readyMs) ? readyMs : 0);
    if (heldMs - nowMs > patienceMs) throw rateLimitedUntil(heldMs, nowMs);
    if (this.queues[traveller.lane].length >= this.limits.waiting) throw rateLimitedUntil(nowMs + patienceMs, nowMs);
    return this.queue(traveller, nowMs, patienceMs);
  }

  /**
   * Obeys a 429. In a private chat it holds the method for everybody, since such a refusal speaks of the bot as a whole;
   * in a group or channel it holds that chat, whose own twenty a minute are far lower than the bot's limit: one busy
   * group must not silence the bot for everybody else. If it was the bot's limit after all, the next call says so.
   */
  obeyRateLimit(refused: { method: string; chatId: ChatId | undefined }, retryAfterSeconds: number): void {
    const nowMs = this.clock.now();
    this.rateLimits.add(nowMs);
    const untilMs = nowMs + retryAfterSeconds * 1000;
    const sending = isSending(refused.method);
    if (refused.chatId !== undefined && sending) this.pausedChats.pauseUntil(refused.chatId, untilMs);
    if (refused.chatId === undefined || !sending || !isGroup(refused.chatId)) {
      this.pausedMethods.pauseUntil(refused.method, untilMs);
    }
  }

  status(): LanesStatus {
    const nowMs = this.clock.now();
    return {
      waiting: {
        answer: this.queues.answer.length,
        notice: this.queues.notice.length,
        progress: this.queues.progress.length,
        bulk: this.queues.bulk.length,
      },
      inFlight: { ...this.inFlight },
      sent: { ...this.sent },
      sentPerSecond: this.lately.perSecond(nowMs),
      rateLimitedLastHour: this.rateLimits.sum(nowMs),
      pausedMethods: this.pausedMethods.list(nowMs).map(({ key, untilMs }) => ({ method: key, untilMs })),
      pausedChats: this.pausedChats.list(nowMs).length,
    };
  }

  private queue(traveller: Traveller, nowMs: number, patienceMs: number): Promise<Passage> {
    return new Promise<Passage>((resolve, reject) => {
      const { signal } = traveller;
      const giveUp = (): void => {
        this.remove(waiter);
        waiter.refuse(signal?.reason as Error);
      };
      const waiter: Waiter = {
        ...traveller,
        sinceMs: nowMs,
        expiresMs: nowMs + patienceMs,
        admit: (passage) => {
          signal?.removeEventListener('abort', giveUp);
          resolve(passage);
        },
        refuse: (error) => {
          signal?.removeEventListener('abort', giveUp);
          reject(error);
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.queues[traveller.lane].push(waiter);
      this.waiting += 1;
      this.serve();
    });
  }

  private remove(waiter: Waiter): void {
    const queue = this.queues[waiter.lane];
    const index = queue.indexOf(waiter);
    if (index < 0) return;
    queue.splice(index, 1);
    this.waiting -= 1;
  }

  /** Admits everybody who may go now, from the highest lane down, and sets the alarm for the next who may. */
  private serve(): void {
    const nowMs = this.clock.now();
    let nextMs = Infinity;
    for (const lane of lanes) {
      const queue = this.queues[lane];
      if (queue.length === 0) continue;
      const staying: Waiter[] = [];
      for (const waiter of queue) {
        const readyMs = this.readyAtMs(waiter, nowMs);
        if (readyMs <= nowMs) waiter.admit(this.admit(waiter, waiter.sinceMs, nowMs));
        else if (waiter.expiresMs <= nowMs) waiter.refuse(rateLimitedUntil(readyMs, nowMs));
        else {
          staying.push(waiter);
          nextMs = Math.min(nextMs, readyMs, waiter.expiresMs);
        }
      }
      this.waiting -= queue.length - staying.length;
      this.queues[lane] = staying;
    }
    this.setAlarm(nextMs, nowMs);
  }

  private setAlarm(atMs: number, nowMs: number): void {
    clearTimeout(this.alarm);
    this.alarm = atMs === Infinity ? undefined : setTimeout(() => this.serve(), Math.max(1, atMs - nowMs));
  }

  /** The first moment at which nothing known holds the call; Infinity when it waits for another to finish. */
  private readyAtMs(traveller: Traveller, nowMs: number): number {
    const { lane, chatId } = traveller;
    if (!traveller.isUpload && this.inFlight[lane] >= this.limits.inFlight[lane]) return Infinity;
    const pausedMs = this.pausedUntilMs(traveller, nowMs);
    if (lane === 'answer' || !isSending(traveller.method)) return pausedMs;
    const chatMs = chatId === undefined ? nowMs : this.chatPaces.readyAtMs(chatId, nowMs);
    return Math.max(pausedMs, chatMs, countsOverall(traveller) ? this.overall.readyAtMs(nowMs) : nowMs);
  }

  private pausedUntilMs({ method, chatId }: Traveller, nowMs: number): number {
    const methodMs = this.pausedMethods.endOf(method, nowMs);
    if (chatId === undefined || !isSending(method)) return methodMs;
    return Math.max(methodMs, this.pausedChats.endOf(chatId, nowMs));
  }

  private admit(traveller: Traveller, sinceMs: number, nowMs: number): Passage {
    const { lane, chatId } = traveller;
    if (isSending(traveller.method)) {
      if (countsOverall(traveller)) {
        this.overall.take(nowMs);
        this.sent[lane] += 1;
        this.lately.add(nowMs);
      }
      // A person who taps away gets answers at their own pace, which is limited where updates come in. Counting those here
      // would let them hold back their own file or notice for as long as they go on.
      if (chatId !== undefined && lane !== 'answer') this.chatPaces.take(chatId, nowMs);
    }
    let holdsPlace = !traveller.isUpload;
    if (holdsPlace) this.inFlight[lane] += 1;
    return {
      waitedMs: nowMs - sinceMs,
      leave: () => {
        if (!holdsPlace) return;
        holdsPlace = false;
        this.inFlight[lane] -= 1;
        if (this.waiting > 0) this.serve();
      },
    };
  }
}

function rateLimitedUntil(untilMs: number, nowMs: number): TelegramRateLimited {
  const seconds = Number.isFinite(untilMs) ? Math.ceil((untilMs - nowMs) / 1000) : 1;
  return new TelegramRateLimited(Math.max(1, seconds));
}

/** What is paid for has a rate of its own. */
const countsOverall = ({ isPaid, method }: Traveller): boolean => !isPaid && isNewMessage(method);
