import { AppError } from '../common/app-error';

/** Wrong name or password, or an account that may not sign in: which of them is not said. */
export class SignInRefused extends AppError {
  constructor() {
    super({ code: 'accounts.sign-in-refused', messageKey: 'admin.errors.signInRefused' });
  }
}

/** Too many attempts for this name or from this address. */
export class SignInThrottled extends AppError {
  constructor(readonly retryAfterSeconds: number) {
    super({
      code: 'accounts.sign-in-throttled',
      messageKey: 'admin.errors.signInThrottled',
      params: { seconds: retryAfterSeconds },
      retryable: true,
    });
  }
}

/** So many passwords are being checked that one more would only wait. */
export class PasswordChecksBusy extends AppError {
  readonly retryAfterSeconds = 2;

  constructor() {
    super({ code: 'accounts.busy', messageKey: 'admin.errors.busy', retryable: true });
  }
}

/** The token is missing, expired, ended or not ours. */
export class NotSignedIn extends AppError {
  constructor() {
    super({ code: 'accounts.not-signed-in', messageKey: 'admin.errors.notSignedIn' });
  }
}

export class AccountNotFound extends AppError {
  constructor(accountId: string) {
    super({ code: 'accounts.not-found', messageKey: 'admin.errors.accountNotFound', params: { accountId } });
  }
}

/** An account of this name exists, or one that is linked to this person. */
export class AccountTaken extends AppError {
  constructor(field: 'username' | 'telegramId') {
    super({ code: 'accounts.taken', messageKey: 'admin.errors.accountTaken', params: { field } });
  }
}

/** The present password was not the one that was given. */
export class PasswordWrong extends AppError {
  constructor() {
    super({ code: 'accounts.password-wrong', messageKey: 'admin.errors.passwordWrong' });
  }
}

/** Nobody disables, removes or demotes their own account: another owner does. */
export class OwnAccountProtected extends AppError {
  constructor() {
    super({ code: 'accounts.own-account', messageKey: 'admin.errors.ownAccount' });
  }
}

/** Without an owner nobody could repair anything. */
export class LastOwner extends AppError {
  constructor() {
    super({ code: 'accounts.last-owner', messageKey: 'admin.errors.lastOwner' });
  }
}

/** A linked account has the role of its person, which is changed there. */
export class RoleComesFromPerson extends AppError {
  constructor(telegramId: number) {
    super({ code: 'accounts.linked-role', messageKey: 'admin.errors.linkedRole', params: { telegramId } });
  }
}
