import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { publicServerLimits } from '../../telegram/outbound/outbound-limits';

/** What Telegram takes in one chat, as the door out to it has it: so many at once, then one after the other at this pace. */
const { burst: BURST, perSecond } = publicServerLimits.privateChat;
const PACE_MS = 1_000 / perSecond;
/** A notice whose job comes earlier than its turn by less than this goes all the same. */
const EARLY_MS = 250;
/** A turn that nobody has come for: the job went to another process, or is lost. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;
/** Looked through for what can be forgotten once there are so many. */
const REMEMBERED = 1_000;

/**
 * The order in which notices to the same person leave this process. Telegram takes about one message a second in a chat, so
 * a notice whose turn is not now is told when it will be, and comes back then: a worker's place is no place to wait in.
 */
@Injectable()
export class NoticeTurns {
  /** When the next notice to somebody would leave if there had been no burst. */
  private readonly nextAtMs = new Map<number, number>();
  private readonly turns = new Map<number, number>();

  constructor(private readonly clock: Clock) {}

  /** Milliseconds until this notice may leave; 0: now. Its turn is kept for it until it comes back. */
  waitMs({ id, recipientId }: { id: number; recipientId: number }): number {
    const now = this.clock.now();
    const given = this.turns.get(id);
    this.turns.delete(id);
    const turn = given ?? this.take(recipientId, now);
    this.forgetOld(now);
    if (turn - now <= EARLY_MS) return 0;
    this.turns.set(id, turn);
    return turn - now;
  }

  /** A notice that had its turn has certainly not arrived: the turn is there for another, or for its next attempt. */
  giveBack({ recipientId }: { recipientId: number }): void {
    const next = this.nextAtMs.get(recipientId);
    if (next !== undefined) this.nextAtMs.set(recipientId, next - PACE_MS);
  }

  /**
   * The notice came to its turn, and something else had been said to the same person meanwhile: nothing leaves before `readyInMs`. It
   * goes to the end of the line, which begins no earlier. Answers milliseconds until its new turn.
   */
  putBehind({ id, recipientId }: { id: number; recipientId: number }, readyInMs: number): number {
    this.giveBack({ recipientId });
    const now = this.clock.now();
    const next = this.nextAtMs.get(recipientId) ?? now;
    this.nextAtMs.set(recipientId, Math.max(next, now + readyInMs + (BURST - 1) * PACE_MS));
    const turn = this.take(recipientId, now);
    this.turns.set(id, turn);
    return turn - now;
  }

  private take(recipientId: number, now: number): number {
    const next = Math.max(this.nextAtMs.get(recipientId) ?? 0, now);
    this.nextAtMs.set(recipientId, next + PACE_MS);
    return Math.max(now, next - (BURST - 1) * PACE_MS);
  }

  private forgetOld(now: number): void {
    if (this.nextAtMs.size > REMEMBERED) {
      for (const [recipientId, next] of this.nextAtMs) if (next <= now) this.nextAtMs.delete(recipientId);
    }
    if (this.turns.size > REMEMBERED) {
      for (const [id, turn] of this.turns) if (turn + FORGOTTEN_AFTER_MS < now) this.turns.delete(id);
    }
  }
}
