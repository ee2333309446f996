import { AppError } from '../common/app-error';

/** Telegram said 429. Nothing of that method may be sent before `retryAfterSeconds` have passed. */
export class TelegramRateLimited extends AppError {
  constructor(
    readonly retryAfterSeconds: number,
    cause?: unknown,
  ) {
    super({
      code: 'telegram.rate-limited',
      messageKey: 'errors.telegramBusy',
      params: { seconds: retryAfterSeconds },
      retryable: true,
      cause,
    });
  }
}

export type UnreachableReason = 'blocked' | 'deactivated' | 'not-found' | 'kicked' | 'forbidden';

/** This chat can't be written to, and asking again won't change it. */
export class ChatUnreachable extends AppError {
  constructor(
    readonly reason: UnreachableReason,
    cause?: unknown,
  ) {
    super({ code: 'telegram.chat-unreachable', messageKey: 'errors.chatUnreachable', params: { reason }, cause });
  }
}

/** Network fault, timeout or 5xx: the same call may succeed later. */
export class TelegramTransient extends AppError {
  constructor(
    readonly description: string,
    cause?: unknown,
    /**
     * Whether Telegram may have done it all the same: the request had left and no answer of Telegram's own came. False when it
     * certainly did nothing (not reached, not asked, or its own word that it failed).
     */
    readonly maybeDone = false,
  ) {
    super({ code: 'telegram.transient', messageKey: 'errors.telegramUnwell', retryable: true, cause });
  }
}

/** Telegram understood and refused (400, 401, 404, 409, …): a retry of the same call can't help. */
export class TelegramRejected extends AppError {
  constructor(
    readonly status: number,
    readonly description: string,
    cause?: unknown,
  ) {
    super({ code: 'telegram.rejected', messageKey: 'errors.telegramRejected', params: { status }, cause });
  }
}

/** The Bot API server does not hand out or accept a file of this size. */
export class FileTooBig extends AppError {
  constructor(
    readonly limitBytes: number,
    cause?: unknown,
  ) {
    super({ code: 'telegram.file-too-big', messageKey: 'errors.fileTooBig', params: { limitBytes }, cause });
  }
}

/** The group became a supergroup with another id. JSON calls follow it by themselves; whoever stored the old id should store this. */
export class ChatMigrated extends AppError {
  constructor(
    readonly newChatId: number,
    cause?: unknown,
  ) {
    super({ code: 'telegram.chat-migrated', messageKey: 'errors.chatUnreachable', params: { newChatId }, cause });
  }
}
