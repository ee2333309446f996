import { AppError } from '../../common/app-error';

/** More requests from one address than it may make in a minute. */
export class RequestsLimited extends AppError {
  constructor(readonly retryAfterSeconds: number) {
    super({
      code: 'api.rate-limited',
      messageKey: 'admin.errors.rateLimited',
      params: { seconds: retryAfterSeconds },
      retryable: true,
    });
  }
}

/** The request took longer than its route allows. What it had begun may still be carried out. */
export class RequestTimedOut extends AppError {
  constructor() {
    super({ code: 'api.timed-out', messageKey: 'admin.errors.timedOut', retryable: true });
  }
}

/** The key was used before, for another request. */
export class IdempotencyMismatch extends AppError {
  constructor() {
    super({ code: 'api.idempotency-mismatch', messageKey: 'admin.errors.idempotencyMismatch' });
  }
}

/** The first request with this key is still being carried out. */
export class IdempotencyRunning extends AppError {
  readonly retryAfterSeconds = 1;

  constructor() {
    super({ code: 'api.idempotency-running', messageKey: 'admin.errors.idempotencyRunning', retryable: true });
  }
}

/** A cookie came without the header that only our own pages can send. */
export class RequestForged extends AppError {
  constructor() {
    super({ code: 'api.forged', messageKey: 'admin.errors.forged' });
  }
}

/** Only an account that is linked to a person has a chat to show something in. */
export class AccountNotLinked extends AppError {
  constructor() {
    super({ code: 'api.account-not-linked', messageKey: 'admin.errors.accountNotLinked' });
  }
}

/** More listeners than one process serves. */
export class TooManyStreams extends AppError {
  readonly retryAfterSeconds = 30;

  constructor() {
    super({ code: 'api.too-many-streams', messageKey: 'admin.errors.tooManyStreams', retryable: true });
  }
}
