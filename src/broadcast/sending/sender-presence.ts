import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';

/** A sender that stays silent for so long is declared dead, and what it had under way unknown. */
export const DEAD_AFTER_MS = 12_000;
/** A sender that can't show itself stops sending long before that: nobody sends what somebody else may have been given. */
const TRUSTED_MS = 5_000;

/** This process among those that send: known by a number for as long as it gives signs of life. */
@Injectable()
export class SenderPresence {
  private id: number | undefined;
  private seenAtMs = -Infinity;

  constructor(private readonly database: Database) {}

  /** The number under which recipients are claimed; throws before the first sign of life. */
  get senderId(): number {
    if (this.id === undefined) throw new Error('this sender has not shown itself yet');
    return this.id;
  }

  /** Whether it has shown itself at all: without a broadcast it has no reason to. */
  get isKnown(): boolean {
    return this.id !== undefined;
  }

  /** Whether the last sign of life is so fresh that nobody can have declared this sender dead. */
  isTrusted(): boolean {
    return performance.now() - this.seenAtMs < TRUSTED_MS;
  }

  /**
   * Gives a sign of life. Answers the number that was lost when others had declared this sender dead meanwhile (it has a new one
   * then), else `null`.
   */
  async showLife(): Promise<{ lostId: number } | null> {
    // Counted from before the asking: that is what the others are certain to have seen.
    const askedAtMs = performance.now();
    const { id } = this;
    if (id !== undefined && (await this.touch(id))) {
      this.seenAtMs = askedAtMs;
      return null;
    }
    const [row] = await this.database.query<{ id: number }>(
      'INSERT INTO broadcast_senders DEFAULT VALUES RETURNING id',
    );
    this.id = row?.id;
    this.seenAtMs = askedAtMs;
    return id === undefined ? null : { lostId: id };
  }

  /** Says goodbye, once nothing is held any more. */
  async leave(): Promise<void> {
    if (this.id !== undefined) await this.database.execute('DELETE FROM broadcast_senders WHERE id = $1', [this.id]);
    this.id = undefined;
    this.seenAtMs = -Infinity;
  }

  private async touch(id: number): Promise<boolean> {
    return (await this.database.execute('UPDATE broadcast_senders SET seen_at = now() WHERE id = $1', [id])) > 0;
  }
}
