/**
 * The embedded server can't run here. The message is written for the person at the terminal: what happened, and what
 * to do about it. It always ends with the way out that works everywhere.
 */
export class EmbeddedDatabaseError extends Error {
  constructor(problem: string, options?: ErrorOptions) {
    super(`${problem}\nOr use a PostgreSQL server of your own: set DATABASE_URL.`, options);
    this.name = 'EmbeddedDatabaseError';
  }
}
