/**
 * What is behind the receiver: the bot's middleware and handlers. An update may be handed over again when the process
 * died before its outcome was recorded, so handling must be safe twice. Nothing is promised about an update's shape.
 */
export abstract class UpdateHandler {
  /** Resolves when the update is dealt with. What it throws is recorded as the outcome `failed`; nothing repeats it. */
  abstract handle(update: unknown): Promise<void>;
}
