import { Injectable } from '@nestjs/common';
import { neighbourhood } from '../common/neighbourhood';
import { AppConfig } from '../config';
import { RateLimiter } from '../coordination';
import { UserService } from '../users';
import { AccessTokens } from './access-tokens';
import { MAX_PASSWORD_BYTES, normaliseUsername } from './account';
import type { SessionOrigin } from './account-session';
import { AccountSessionRepository } from './account-session.repository';
import { AccountRepository } from './account.repository';
import { NotSignedIn, SignInRefused, SignInThrottled } from './accounts.errors';
import { FirstAccount } from './first-account';
import { PasswordHashes } from './password-hashes';
import { PrincipalDirectory } from './principal-directory';
import { RefreshTokens } from './refresh-tokens';

/** Attempts, good ones included, in each window of this length. */
const WINDOW_MS = 5 * 60_000;
const ATTEMPTS_PER_NAME = 20;
const ATTEMPTS_PER_ADDRESS = 60;

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
}

/** Signing in and out, and staying signed in. */
@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: AccountSessionRepository,
    private readonly hashes: PasswordHashes,
    private readonly access: AccessTokens,
    private readonly refreshes: RefreshTokens,
    private readonly principals: PrincipalDirectory,
    private readonly users: UserService,
    private readonly limiter: RateLimiter,
    private readonly first: FirstAccount,
    private readonly config: AppConfig,
  ) {}

  /**
   * Begins a session. Throws `SignInRefused`, after the same time and in the same words for a wrong password, an unknown
   * name and an account that may not sign in; `SignInThrottled` after too many attempts for a name (whether or not it
   * exists) or from an address, of IPv6 its whole network; `PasswordChecksBusy`.
   */
  async signIn(credentials: { username: string; password: string }, origin: SessionOrigin): Promise<IssuedTokens> {
    await this.first.ready;
    const username = normaliseUsername(credentials.username);
    await this.throttle('sign-in address', neighbourhood(origin.address ?? 'unknown'), ATTEMPTS_PER_ADDRESS);
    await this.throttle('sign-in name', username.slice(0, 64), ATTEMPTS_PER_NAME);
    const known = await this.accounts.findSecret(username);
    const fits = Buffer.byteLength(credentials.password) <= MAX_PASSWORD_BYTES;
    const matches = await this.hashes.matches(credentials.password, (fits && known?.passwordHash) || null);
    if (!known || !matches || known.disabled || !(await this.isWelcome(known.id))) throw new SignInRefused();
    const sessionId = await this.sessions.begin(known.id, this.config.api.refreshTtlMs, origin);
    return this.issue({ sessionId, accountId: known.id, generation: 1 });
  }

  /**
   * Uses up a refresh token for new ones. One that was used before ends its whole session, unless it was the last one used
   * and that some seconds ago: then its answer may have been lost, and is given again. Throws `NotSignedIn`.
   */
  async refresh(refreshToken: string): Promise<IssuedTokens> {
    const claim = this.refreshes.read(refreshToken);
    if (!claim) throw new NotSignedIn();
    const rotation = await this.sessions.rotate(claim.sessionId, claim.generation);
    if (rotation.outcome !== 'rotated') {
      this.principals.forget(claim.sessionId);
      throw new NotSignedIn();
    }
    const principal = await this.principals.find(claim.sessionId);
    if (!principal) throw new NotSignedIn();
    return this.issue({ ...claim, accountId: principal.accountId, generation: rotation.generation });
  }

  /** Ends the session of a refresh token. Tokens that mean nothing (any more) are fine: their owner wants out. Safe twice. */
  async signOut(refreshToken: string): Promise<void> {
    const claim = this.refreshes.read(refreshToken);
    if (claim) await this.endSession(claim.sessionId);
  }

  async endSession(sessionId: string): Promise<void> {
    await this.sessions.end(sessionId, 'signed-out');
    this.principals.forget(sessionId);
  }

  /** Ends all sessions of an account, the present one included. */
  async signOutEverywhere(accountId: string): Promise<void> {
    const ended = await this.sessions.endAll(accountId, 'signed-out-everywhere');
    for (const sessionId of ended) this.principals.forget(sessionId);
  }

  private issue(session: { sessionId: string; accountId: string; generation: number }): IssuedTokens {
    return {
      accessToken: this.access.issue(session),
      refreshToken: this.refreshes.issue(session),
      expiresIn: Math.round(this.access.ttlMs / 1000),
    };
  }

  /** Somebody who is shut out of the bot is shut out here as well. */
  private async isWelcome(accountId: string): Promise<boolean> {
    const account = await this.accounts.find(accountId);
    if (!account) return false;
    if (account.telegramId === null) return true;
    const person = await this.users.find(account.telegramId);
    return person !== undefined && person.blockedAt === null;
  }

  private async throttle(scope: string, subject: string, limit: number): Promise<void> {
    const { count, resetMs } = await this.limiter.count(scope, subject, WINDOW_MS);
    if (count > limit) throw new SignInThrottled(Math.max(1, Math.ceil(resetMs / 1000)));
  }
}
