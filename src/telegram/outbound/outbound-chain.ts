import { type Clock } from '../../common/clock';
import {
  pause,
  type Bulkhead,
  type CircuitBreaker,
  type ResiliencePolicies,
  type RetryPolicy,
  type TimeLimit,
} from '../../resilience';
import { NoAnswer } from '../bot-api-answer';
import { type BotApiClient } from '../bot-api-client';
import { classifyFailure, saysUnwell, type FileLimits } from '../error-classification';
import { toMultipart, type MultipartRequest } from '../files/multipart-request';
import {
  ChatMigrated,
  ChatUnreachable,
  FileTooBig,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
} from '../telegram-errors';
import { type Lane } from '../telegram-gateway';
import { isRepeatable } from './api-methods';
import { type ChatId } from './chat-paces';
import { isHarmless } from './harmless-refusals';
import { type OutboundLanes } from './outbound-lanes';
import { type OutboundLimits } from './outbound-limits';
import { type CallOutcome, type OutboundObserver } from './outbound-observer';

/** Repeats of a call within the call itself. Anything slower than these belongs to the queue's attempts. */
const QUICK_RETRIES = { attempts: 3, firstMs: 150, longestMs: 1_000, base: 2 };
/** Uploads under way at once in this process; each holds a connection, and mostly a download, for minutes. */
const UPLOADS = { places: 32, maxWaiting: 500 };

/** A broadcast keeps many calls under way; it must not stand in front of a notice. */
const CONNECTIONS_OF = { answer: 'answers', notice: 'background', progress: 'background', bulk: 'bulk' } as const;

export interface ChainOptions {
  lane: Lane;
  signal?: AbortSignal | undefined;
  /** See `SendOptions`. */
  beforeLeaving?: (() => Promise<void>) | undefined;
  /** See `SendOptions`. */
  patienceMs?: number | undefined;
}

export interface ChainSettings extends FileLimits {
  /** For a JSON call: its attempts and the pauses between them, without the wait for its lane. */
  requestTimeoutMs: number;
  /** For a call that carries files. */
  uploadTimeoutMs: number;
}

/** What the chain is made of. */
export interface ChainLinks {
  client: BotApiClient;
  lanes: OutboundLanes;
  limits: OutboundLimits;
  settings: ChainSettings;
  observer: OutboundObserver;
  clock: Clock;
  policies: ResiliencePolicies;
}

/** A call on its way: what has been tried so far. */
interface Journey {
  readonly method: string;
  payload: Record<string, unknown>;
  readonly multipart: MultipartRequest | undefined;
  readonly options: ChainOptions;
  /** Set when the first attempt may start. */
  deadlineMs: number | undefined;
  attempts: number;
  quickRetries: number;
  waitedMs: number;
  obeyedRateLimit: boolean;
  followedMigration: boolean;
}

/**
 * Everything that is said to Telegram goes through here: bulkhead (uploads) → lane and token bucket → circuit breaker
 * → timeout → call.
 *
 * Repeats are few, and never say a thing twice. A network fault or 5xx is repeated at most twice and only where doing it
 * twice is the same as once, or where the request certainly never left (connection refused, name not found). A 429 in
 * the `answer` lane is waited for and repeated once, if it ends soon; other lanes hand it to their owner. A group that
 * moved is followed. Requests that consume a stream are never repeated.
 */
export class OutboundChain {
  private readonly apiBreaker: CircuitBreaker;
  private readonly filesBreaker: CircuitBreaker;
  private readonly quickRetries: RetryPolicy;
  private readonly uploads: Bulkhead;
  private readonly timeLimits: { readonly call: TimeLimit; readonly upload: TimeLimit };

  private readonly client: BotApiClient;
  private readonly lanes: OutboundLanes;
  private readonly limits: OutboundLimits;
  private readonly settings: ChainSettings;
  private readonly observer: OutboundObserver;
  private readonly clock: Clock;

  constructor(links: ChainLinks) {
    this.client = links.client;
    this.lanes = links.lanes;
    this.limits = links.limits;
    this.settings = links.settings;
    this.observer = links.observer;
    this.clock = links.clock;
    const { breakers, retries, bulkheads, timeLimits } = links.policies;
    this.apiBreaker = breakers.create('telegram-api', saysUnwell);
    this.filesBreaker = breakers.create('telegram-files', saysUnwell);
    this.quickRetries = retries.create('telegram-call', QUICK_RETRIES);
    this.uploads = bulkheads.create('telegram-uploads', UPLOADS);
    this.timeLimits = {
      call: timeLimits.create('telegram-call', this.settings.requestTimeoutMs),
      upload: timeLimits.create('telegram-upload', this.settings.uploadTimeoutMs),
    };
  }

  /**
   * Calls `method` and answers its result. Throws one of the classes in `telegram-errors.ts`, or the signal's reason.
   * File streams in the payload are always ended, also when the call fails before they are read.
   */
  async call(method: string, payload: Record<string, unknown>, options: ChainOptions): Promise<unknown> {
    const startedMs = this.clock.now();
    const journey: Journey = {
      method,
      payload,
      multipart: toMultipart(payload),
      options,
      deadlineMs: undefined,
      attempts: 0,
      quickRetries: 0,
      waitedMs: 0,
      obeyedRateLimit: false,
      followedMigration: false,
    };
    let outcome: CallOutcome = 'ok';
    try {
      return await (journey.multipart ? this.uploads.run(() => this.travel(journey), options) : this.travel(journey));
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      journey.multipart?.discard();
      const { attempts, waitedMs } = journey;
      const durationMs = this.clock.now() - startedMs;
      this.observer.callFinished({ method, lane: options.lane, outcome, durationMs, waitedMs, attempts });
    }
  }

  /** Guards a download with the breaker of file transfers, and classifies its failure. */
  async guardDownload<T>(open: () => Promise<T>): Promise<T> {
    try {
      return await this.filesBreaker.execute(open);
    } catch (error) {
      throw classifyFailure(error, 'getFile', this.settings);
    }
  }

  private async travel(journey: Journey): Promise<unknown> {
    for (;;) {
      try {
        return await this.attempt(journey);
      } catch (raw) {
        const error = classifyFailure(raw, journey.method, this.settings);
        if (error instanceof TelegramRejected && isHarmless(journey.method, error.description)) return true;
        if (!(await this.mayTryAgain(journey, error, raw))) throw error;
      }
    }
  }

  private async attempt(journey: Journey): Promise<unknown> {
    const { method, multipart, options } = journey;
    const isUpload = multipart !== undefined;
    const passage = await this.lanes.enter(
      {
        method,
        chatId: chatOf(journey.payload),
        lane: options.lane,
        isUpload,
        isPaid: journey.payload.allow_paid_broadcast === true,
        signal: options.signal,
      },
      this.patienceMs(journey),
    );
    journey.attempts += 1;
    journey.waitedMs += passage.waitedMs;
    journey.deadlineMs ??=
      this.clock.now() + (isUpload ? this.settings.uploadTimeoutMs : this.settings.requestTimeoutMs);
    const timeoutMs = Math.max(1, journey.deadlineMs - this.clock.now());
    const connection = isUpload ? 'uploads' : CONNECTIONS_OF[options.lane];
    try {
      return await (isUpload ? this.filesBreaker : this.apiBreaker).execute(async () => {
        await options.beforeLeaving?.();
        return this.client.call(method, multipart ?? journey.payload, {
          connection,
          timeoutMs,
          signal: options.signal,
        });
      });
    } catch (error) {
      if (error instanceof NoAnswer && error.isTimeout) this.timeLimits[isUpload ? 'upload' : 'call'].noteExceeded();
      throw error;
    } finally {
      passage.leave();
    }
  }

  private patienceMs({ options, deadlineMs }: Journey): number {
    const patienceMs = Math.min(options.patienceMs ?? Infinity, this.limits.patienceMs[options.lane]);
    return deadlineMs === undefined ? patienceMs : Math.min(patienceMs, Math.max(0, deadlineMs - this.clock.now()));
  }

  private async mayTryAgain(journey: Journey, error: unknown, raw: unknown): Promise<boolean> {
    if (error instanceof TelegramRateLimited) return this.obeyRateLimit(journey, error);
    if (journey.multipart?.consumesStreams) return false;
    if (error instanceof ChatMigrated) return this.followMigration(journey, error);
    return error instanceof TelegramTransient && this.pauseForQuickRetry(journey, raw);
  }

  private obeyRateLimit(journey: Journey, error: TelegramRateLimited): boolean {
    // Without a cause it is this process's own lanes that refused: Telegram was not asked.
    if (error.cause === undefined) return false;
    const { method, payload, options, multipart } = journey;
    const { retryAfterSeconds } = error;
    this.lanes.obeyRateLimit({ method, chatId: chatOf(payload) }, retryAfterSeconds);
    this.observer.rateLimited({ method, lane: options.lane, retryAfterSeconds });
    if (options.lane !== 'answer' || journey.obeyedRateLimit || multipart?.consumesStreams) return false;
    journey.obeyedRateLimit = true;
    return retryAfterSeconds * 1000 <= this.patienceMs(journey);
  }

  private followMigration(journey: Journey, { newChatId }: ChatMigrated): boolean {
    // The chat id is already written into a multipart request; a caller that uploads meets the error and asks again.
    if (journey.followedMigration || journey.multipart || journey.payload.chat_id === undefined) return false;
    journey.followedMigration = true;
    journey.payload = { ...journey.payload, chat_id: newChatId };
    return true;
  }

  private async pauseForQuickRetry(journey: Journey, raw: unknown): Promise<boolean> {
    const certainlySafe = raw instanceof NoAnswer && raw.neverSent;
    const sensible = saysUnwell(raw) && (certainlySafe || isRepeatable(journey.method));
    if (!sensible) return false;
    journey.quickRetries += 1;
    const pauseMs = this.quickRetries.pauseAfter(journey.quickRetries);
    if (pauseMs === null || this.clock.now() + pauseMs >= (journey.deadlineMs ?? Infinity)) return false;
    await pause(pauseMs, journey.options.signal);
    return !journey.options.signal?.aborted;
  }
}

function chatOf({ chat_id }: Record<string, unknown>): ChatId | undefined {
  return typeof chat_id === 'number' || typeof chat_id === 'string' ? chat_id : undefined;
}

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof TelegramRateLimited) return 'rate-limited';
  if (error instanceof ChatUnreachable) return 'unreachable';
  if (error instanceof FileTooBig) return 'too-big';
  if (error instanceof TelegramRejected || error instanceof ChatMigrated) return 'rejected';
  return error instanceof TelegramTransient ? 'transient' : 'aborted';
}
