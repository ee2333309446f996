const SECONDS = 60;

/** How many things happened within the last minute, to the second. Bounded, whatever their number. */
export class RecentCount {
  private readonly buckets = new Array<number>(SECONDS).fill(0);
  private lastSecond = 0;

  add(nowMs: number): void {
    this.turnTo(nowMs);
    const slot = this.lastSecond % SECONDS;
    this.buckets[slot] = (this.buckets[slot] ?? 0) + 1;
  }

  within(nowMs: number): number {
    this.turnTo(nowMs);
    return this.buckets.reduce((total, count) => total + count, 0);
  }

  private turnTo(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const passed = Math.min(second - this.lastSecond, SECONDS);
    for (let step = 0; step < passed; step += 1) this.buckets[(second - step) % SECONDS] = 0;
    this.lastSecond = Math.max(this.lastSecond, second);
  }
}
