/** Statements that get a name. Their texts are few and fixed; what is put together in ever new ways goes without. */
const MAX_NAMES = 400;

/**
 * Names for statements: a connection parses and plans a named one once, which for the small statements of an update is
 * most of what they cost the server. Named plans live as long as their connection, so they need connections of the
 * application's own: a balancer between must keep to sessions, as the leases and the queues want it anyway.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private generation = 1;

  /** The same name for the same text; `undefined`: it goes without. */
  of(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= MAX_NAMES) return known;
    const name = `bellhop_${this.generation}_${this.names.size}`;
    this.names.set(text, name);
    return name;
  }

  /** Everything under new names: the schema has changed below plans that connections still hold. */
  renew(): void {
    this.generation += 1;
    this.names.clear();
  }
}

/** A newer process has changed the type of a column while this one runs. The statement did nothing. */
export const isPlanOutdated = (error: unknown): boolean =>
  error instanceof Error && error.message === 'cached plan must not change result type';
