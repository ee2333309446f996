/**
 * How many things happened lately, in bounded memory: the window is cut into slots, and whole slots are forgotten. Time is
 * handed in, so it needs no timers and can be held still.
 */
export class MovingCount {
  private readonly counts: number[];
  private readonly slotMs: number;
  private readonly startedMs: number;
  private newest: number;

  /** Looks back over `windowMs`, right to one part in `slots` of it. */
  constructor(
    private readonly windowMs: number,
    private readonly slots: number,
    nowMs: number,
  ) {
    this.slotMs = windowMs / slots;
    this.counts = Array.from({ length: slots }, () => 0);
    this.startedMs = nowMs;
    this.newest = this.slotOf(nowMs);
  }

  add(nowMs: number): void {
    this.forget(nowMs);
    const place = this.newest % this.slots;
    this.counts[place] = (this.counts[place] ?? 0) + 1;
  }

  /** Within the window, or since the start where that is later. */
  sum(nowMs: number): number {
    this.forget(nowMs);
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** Over the part of the window that is looked at; what has counted for less than a slot is taken as if for a whole one. */
  perSecond(nowMs: number): number {
    const sum = this.sum(nowMs);
    const intoSlotMs = nowMs - this.newest * this.slotMs;
    const seenMs = Math.min(this.windowMs - this.slotMs + intoSlotMs, nowMs - this.startedMs);
    return (sum / Math.max(this.slotMs, seenMs)) * 1000;
  }

  private forget(nowMs: number): void {
    const slot = this.slotOf(nowMs);
    // A clock set back counts on in the slot where it was.
    const passed = Math.min(this.slots, slot - this.newest);
    for (let step = 1; step <= passed; step += 1) this.counts[(this.newest + step) % this.slots] = 0;
    this.newest = Math.max(this.newest, slot);
  }

  private slotOf(nowMs: number): number {
    return Math.floor(nowMs / this.slotMs);
  }
}
