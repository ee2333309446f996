import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { AppConfig } from '../../config';

/**
 * `standby`: another process polls. `recovering`: updates of a process that died are handled first. `receiving`: all
 * is well. `waiting`: Telegram or the database failed and is asked again soon.
 */
export const receiverStates = ['starting', 'standby', 'recovering', 'receiving', 'waiting', 'stopped'] as const;
export type ReceiverState = (typeof receiverStates)[number];

export interface ReceiverSnapshot {
  mode: 'polling' | 'webhook';
  state: ReceiverState;
  /** Whether this process is the one that polls. */
  leader: boolean;
  /** When Telegram last answered a poll, or last called the webhook; epoch ms. */
  lastContactAt: number | null;
  /** Class of the last failure (never its text), until the next success. */
  lastError: string | null;
  /** Updates in memory: waiting or being handled. */
  pending: number;
  /** Age of the oldest of them, ms. */
  lagMs: number;
  /** Updates taken in since the process started. */
  received: number;
  /** Nothing has moved for so long that the receiver must be stuck. */
  stuck: boolean;
}

/** A long poll, its margin and the longest pause between polls, and some patience on top. */
const STUCK_AFTER_MS = 120_000;

/** What the receiver is doing, for `/health` and for people who wonder why the bot is silent. */
@Injectable()
export class ReceiverStatus {
  private state: ReceiverState = 'starting';
  private leader = false;
  private lastContactAt: number | null = null;
  private lastError: string | null = null;
  private movedAt: number;
  private received = 0;
  private readonly pending = new Map<number, number>();

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.movedAt = clock.now();
  }

  enter(state: ReceiverState): void {
    this.state = state;
    this.movedAt = this.clock.now();
    if (state === 'receiving') this.lastError = null;
  }

  lead(leader: boolean): void {
    this.leader = leader;
  }

  contacted(): void {
    this.lastContactAt = this.clock.now();
    this.enter('receiving');
  }

  failed(error: unknown): void {
    this.enter('waiting');
    this.lastError = error instanceof Error ? error.name : 'unknown';
  }

  took(updateId: number): void {
    this.received += 1;
    this.pending.set(updateId, this.clock.now());
  }

  finished(updateId: number): void {
    this.pending.delete(updateId);
  }

  isPending(updateId: number): boolean {
    return this.pending.has(updateId);
  }

  /** Telegram has answered, and nothing has failed since. */
  get isReceiving(): boolean {
    return this.state === 'receiving';
  }

  snapshot(): ReceiverSnapshot {
    const nowMs = this.clock.now();
    const [oldest = nowMs] = this.pending.values();
    const moves = this.state !== 'stopped' && this.config.telegram.mode === 'polling';
    return {
      mode: this.config.telegram.mode,
      state: this.state,
      leader: this.leader,
      lastContactAt: this.lastContactAt,
      lastError: this.lastError,
      pending: this.pending.size,
      received: this.received,
      lagMs: nowMs - oldest,
      stuck: moves && nowMs - this.movedAt > STUCK_AFTER_MS,
    };
  }
}
