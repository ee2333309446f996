interface Pending<Answer, Context> {
  context: Context;
  expiresAt: number;
  answered: (answer: Answer) => void;
}

/** Questions put to a bot (button presses, inline queries) that it may answer once, within a time. */
export class PendingQueries<Answer, Context> {
  private readonly pending = new Map<string, Pending<Answer, Context>>();

  constructor(private readonly lifetimeMs: number) {}

  /** Remembers a question until it is answered or too old. */
  ask(id: string, context: Context, answered: (answer: Answer) => void): void {
    const now = Date.now();
    // Inserted in order of age: the expired ones are at the front.
    for (const [key, { expiresAt }] of this.pending) {
      if (expiresAt > now) break;
      this.pending.delete(key);
    }
    this.pending.set(id, { context, expiresAt: now + this.lifetimeMs, answered });
  }

  /** False when there is no such question (any more). */
  answer(id: string, answer: Answer): boolean {
    const query = this.pending.get(id);
    this.pending.delete(id);
    if (!query || query.expiresAt <= Date.now()) return false;
    query.answered(answer);
    return true;
  }
}
