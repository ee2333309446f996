import type { MarkedRecipient, RecipientKey } from '../ledger/ledger-entry';

/** However slow Telegram is; together they stay within the connections of the bulk lane. */
const MOST_UNDER_WAY = 240;
const FIRST_GUESS_MS = 100;
/** Weight of the newest latency. */
const WEIGHT = 0.2;
/** Latencies scatter: with just rate × latency under way, every slow answer would cost a slot. */
const ROOM = 2;

/**
 * What a process has under way: as many messages as rate × latency asks for, so that a slow Telegram is met by more of them at
 * once and a quick one by few. A message is under way until its outcome is in the database, so a database that is
 * away holds the sending back as well.
 */
export class SendWindow {
  private readonly underWay = new Map<string, RecipientKey>();
  private latencyMs = FIRST_GUESS_MS;
  private waiters: (() => void)[] = [];

  /** Places that are free at this rate; at least one message may always be under way. */
  free(perSecond: number): number {
    const wanted = Math.ceil((perSecond * this.latencyMs * ROOM) / 1000) + 1;
    return Math.max(0, Math.min(MOST_UNDER_WAY, wanted) - this.underWay.size);
  }

  enter(recipient: RecipientKey): void {
    this.underWay.set(keyOf(recipient), recipient);
  }

  /** `tookMs` when it was sent and answered; without it nothing is learned. */
  leave(recipient: RecipientKey | MarkedRecipient, tookMs?: number): void {
    this.underWay.delete(keyOf(recipient));
    if (tookMs !== undefined) this.latencyMs += WEIGHT * (tookMs - this.latencyMs);
    const waiters = this.waiters;
    this.waiters = [];
    for (const resume of waiters) resume();
  }

  /** Resolves with the next `leave`. */
  change(): Promise<void> {
    return new Promise((resume) => this.waiters.push(resume));
  }

  list(): RecipientKey[] {
    return [...this.underWay.values()];
  }

  get size(): number {
    return this.underWay.size;
  }

  /** From the mark in the ledger to the outcome in the ledger, smoothed. */
  get latency(): number {
    return this.latencyMs;
  }
}

const keyOf = ({ broadcastId, userId }: RecipientKey): string => `${broadcastId}/${userId}`;
