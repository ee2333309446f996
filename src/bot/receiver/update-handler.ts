/**
 * What is behind the receiver: the bot's middleware and handlers. An update may be handed over again when the process
 * died before its outcome was recorded, so handling must be safe twice. Nothing is promised about an update's shape.
 */
export abstract class UpdateHandler {
  /**
   * Resolves when the update is dealt with. What it throws is recorded as the outcome `failed` and not repeated, except for
   * `UpdatePostponed` and `UpdateUnanswered`.
   */
  abstract handle(update: unknown): Promise<void>;
}

/**
 * Thrown by a handler that could not begin, because the application is stopping. Nothing is recorded: the update stays for
 * the next process.
 */
export class UpdatePostponed extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UpdatePostponed';
  }
}

/**
 * Thrown by a handler that could say nothing to the person, not even that something went wrong, because Telegram can't be
 * reached. The update is handled again after a pause.
 */
export class UpdateUnanswered extends Error {
  constructor(cause: unknown) {
    super('Telegram could not be reached', { cause });
    this.name = 'UpdateUnanswered';
  }
}
