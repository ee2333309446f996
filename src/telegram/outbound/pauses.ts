/** Things that must not be called before a moment, by name. Bounded, because what is over is forgotten. */
export class Pauses<Key extends string | number> {
  private readonly until = new Map<Key, number>();

  /** Never shortens a pause that is already there. */
  pauseUntil(key: Key, untilMs: number): void {
    this.until.set(key, Math.max(untilMs, this.until.get(key) ?? 0));
  }

  /** When `key` may be called; 0 when it is not paused. */
  endOf(key: Key, nowMs: number): number {
    const untilMs = this.until.get(key);
    if (untilMs === undefined) return 0;
    if (untilMs > nowMs) return untilMs;
    this.until.delete(key);
    return 0;
  }

  list(nowMs: number): { key: Key; untilMs: number }[] {
    for (const [key, untilMs] of this.until) if (untilMs <= nowMs) this.until.delete(key);
    return [...this.until].map(([key, untilMs]) => ({ key, untilMs }));
  }
}
