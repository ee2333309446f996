/** What becomes of an update once it is received, claimed and its turn has come. */
export abstract class UpdateHandler {
  /** Resolves when the update has been dealt with; rejects when that failed. Safe to run twice for the same update. */
  abstract handle(update: unknown): Promise<void>;
}
