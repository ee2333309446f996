import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Clock } from '../common/clock';
import type { RedisConfig } from '../config';
import { pause, type CircuitBreaker, type CircuitBreakers } from '../resilience';
import { connectionOptions } from './connection-options';
import { evaluate, type RedisScript } from './redis-script';
import { isOutage, RedisUnavailable } from './redis.errors';

/** Somebody who looks at the screen waits for most commands; past this the work goes on without Redis. */
const COMMAND_TIMEOUT_MS = 500;
/** Silence of a server that was asked something, after which the connection is taken for dead and made anew. */
const SILENCE_MS = 5_000;
const HEARTBEAT_MS = 1_000;
const LOOK_FOR_IT_MS = 300;
/** How long a start waits for the first answer, so that it does not begin degraded beside a Redis that is well. */
const WAIT_AT_START_MS = 2_000;
/** Every use of Redis has something to fall back on and asking again costs little: it is spared early, and tried often. */
const BREAKER = { failuresToOpen: 3, firstRestMs: 500, longestRestMs: 1_000 };

/** What an operator sees of the connection. */
export interface RedisStatus {
  readonly isAvailable: boolean;
  /** When it came to be so; milliseconds since the epoch. */
  readonly sinceMs: number;
  readonly timesLost: number;
  /** Of the last answered heartbeat. */
  readonly latencyMs: number | null;
  /** Why it is not available. Names no secret. */
  readonly reason: string | null;
}

/**
 * The one connection of this process to Redis, for everything but the queues, which keep their own. It knows whether Redis
 * can be used: while it can't, every call fails at once, and who calls has something to fall back on.
 */
export class RedisConnection implements OnApplicationShutdown {
  private readonly logger = new Logger('Redis');
  private readonly client: Redis;
  private readonly breaker: CircuitBreaker;
  private readonly closing = new AbortController();
  private readonly lossListeners: (() => void)[] = [];
  private readonly returnListeners: (() => void)[] = [];
  private hasStarted = false;
  private available = false;
  private sinceMs: number;
  private timesLost = 0;
  private latencyMs: number | null = null;
  private lastError: Error | undefined;
  private watching: Promise<void> = Promise.resolve();

  private constructor(
    readonly config: RedisConfig,
    breakers: CircuitBreakers,
    private readonly clock: Clock,
  ) {
    this.sinceMs = clock.now();
    this.breaker = breakers.create('redis', isOutage, BREAKER);
    this.client = new Redis({
      ...connectionOptions(config),
      connectionName: 'bellhop',
      commandTimeout: COMMAND_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      // A command is sent now or not at all: nobody waits for a server that is away, and nothing is done late.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    });
    this.client.on('error', (error: Error) => (this.lastError = error));
    this.client.on('ready', () => {
      this.lastError = undefined;
      this.settle();
    });
    this.client.on('close', () => this.settle());
  }

  /** Connects, and waits a moment for the first answer. Never throws: without Redis the application starts degraded. */
  static async open(config: RedisConfig, breakers: CircuitBreakers, clock: Clock): Promise<RedisConnection> {
    const connection = new RedisConnection(config, breakers, clock);
    await connection.start();
    return connection;
  }

  /** False while every call would fail. */
  get isAvailable(): boolean {
    return this.available;
  }

  status(): RedisStatus {
    const { available: isAvailable, sinceMs, timesLost, latencyMs } = this;
    return { isAvailable, sinceMs, timesLost, latencyMs, reason: isAvailable ? null : this.reason() };
  }

  /** `key('session', 5)` → `bellhop:<bot>:session:5`. */
  key(...parts: readonly (string | number)[]): string {
    return this.config.keyPrefix + parts.join(':');
  }

  /**
   * Sends commands. Throws `RedisUnavailable` within half a second when there is no answer; whether the server has done
   * them is not known then.
   */
  async run<T>(command: (client: Redis) => Promise<T>): Promise<T> {
    if (!this.available) throw new RedisUnavailable(this.lastError);
    return this.attempt(command);
  }

  /** Runs a script, under the same promises as `run`. */
  runScript(script: RedisScript, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    return this.run((client) => evaluate(client, script, keys, values));
  }

  /** Calls `listener` each time Redis is lost, at once. It must not throw. */
  onLoss(listener: () => void): void {
    this.lossListeners.push(listener);
  }

  /** Calls `listener` each time Redis can be used again. It must not throw. */
  onReturn(listener: () => void): void {
    this.returnListeners.push(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    this.client.disconnect();
    await this.watching;
  }

  private async start(): Promise<void> {
    const deadline = performance.now() + WAIT_AT_START_MS;
    while (!this.available && this.lastError === undefined && performance.now() < deadline) {
      await pause(10, this.closing.signal);
    }
    this.hasStarted = true;
    if (!this.available) this.sayItIsAway("Redis can't be reached");
    this.watching = this.watch();
  }

  /** Notices a server that has stopped answering although nobody asks it anything, and one that answers again. */
  private async watch(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await pause(this.available ? HEARTBEAT_MS : LOOK_FOR_IT_MS, signal);
      if (signal.aborted) return;
      const startedAt = performance.now();
      await this.attempt((client) => client.ping()).then(
        () => (this.latencyMs = Math.round((performance.now() - startedAt) * 10) / 10),
        () => undefined,
      );
    }
  }

  private async attempt<T>(command: (client: Redis) => Promise<T>): Promise<T> {
    try {
      return await this.breaker.execute(() => command(this.client));
    } catch (error) {
      if (!isOutage(error)) throw error;
      throw new RedisUnavailable(error);
    } finally {
      this.settle();
    }
  }

  /** Compares what is known with what was said last, and tells everybody when it has changed. */
  private settle(): void {
    const available = this.client.status === 'ready' && this.breaker.snapshot().state === 'closed';
    if (available === this.available || this.closing.signal.aborted) return;
    const tookMs = this.clock.now() - this.sinceMs;
    this.available = available;
    this.sinceMs = this.clock.now();
    if (available) {
      if (this.hasStarted) this.logger.warn({ msg: 'Redis is back', awaySeconds: Math.round(tookMs / 100) / 10 });
    } else {
      this.timesLost += 1;
      this.sayItIsAway('Redis is lost');
    }
    for (const listener of available ? this.returnListeners : this.lossListeners) listener();
  }

  private sayItIsAway(what: string): void {
    this.logger.error({
      msg: `${what}: sessions, rate limits and locks go to PostgreSQL, jobs wait in their rows until it is back`,
      host: this.config.host,
      port: this.config.port,
      reason: this.reason(),
    });
  }

  private reason(): string {
    const error = this.lastError;
    if (this.client.status === 'ready' || error === undefined) return 'no answer';
    return (error as NodeJS.ErrnoException).code ?? (error.message.split(' ')[0] || error.name);
  }
}
