import { AccountService, type IssuedTokens, NotSignedIn, PrincipalDirectory, SignInService } from '../../accounts';
import { Call, type CallOf } from '../http/call';
import { ApiController } from '../http/api-controller';
import { Serves } from '../http/endpoint';
import type { ApiRequest } from '../http/api-request';
import { changePassword, login, logout, logoutEverywhere, me, mySessions, refresh } from './auth.contract';
import { RefreshCookie } from './refresh-cookie';

/** Signing in and out, and one's own account. */
@ApiController()
export class AuthController {
  constructor(
    private readonly signIns: SignInService,
    private readonly accounts: AccountService,
    private readonly principals: PrincipalDirectory,
    private readonly cookie: RefreshCookie,
  ) {}

  @Serves(login)
  async login(@Call() { body, request, response }: CallOf<typeof login>) {
    const origin = { address: request.ip ?? null, userAgent: userAgentOf(request) };
    const tokens = await this.signIns.signIn(body, origin);
    if (body.keep === 'token') return tokens;
    this.cookie.set(response, tokens.refreshToken);
    return withoutRefreshToken(tokens);
  }

  @Serves(refresh)
  async refresh(@Call() { body, request, response }: CallOf<typeof refresh>) {
    if (body?.refreshToken !== undefined) return this.signIns.refresh(body.refreshToken);
    const token = this.cookie.read(request);
    if (token === undefined) throw new NotSignedIn();
    try {
      const tokens = await this.signIns.refresh(token);
      this.cookie.set(response, tokens.refreshToken);
      return withoutRefreshToken(tokens);
    } catch (error) {
      if (error instanceof NotSignedIn) this.cookie.clear(response);
      throw error;
    }
  }

  @Serves(logout)
  async logout(@Call() { body, request, response }: CallOf<typeof logout>): Promise<void> {
    const token = body?.refreshToken ?? this.cookie.read(request);
    if (token !== undefined) await this.signIns.signOut(token);
    const [, accessToken] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (accessToken !== undefined) await this.endSessionOf(accessToken);
    this.cookie.clear(response);
  }

  @Serves(logoutEverywhere)
  async logoutEverywhere(@Call() { principal, response }: CallOf<typeof logoutEverywhere>): Promise<void> {
    await this.signIns.signOutEverywhere(principal.accountId);
    this.cookie.clear(response);
  }

  @Serves(changePassword)
  async changePassword(@Call() { principal, body }: CallOf<typeof changePassword>): Promise<void> {
    await this.accounts.changePassword(principal, { current: body.currentPassword, next: body.newPassword });
  }

  @Serves(me)
  me(@Call() { principal }: CallOf<typeof me>) {
    const { accountId, username, role, permissions, telegramId, expiresAt } = principal;
    return { accountId, username, role, permissions, telegramId, expiresAt };
  }

  @Serves(mySessions)
  async sessions(@Call() { principal }: CallOf<typeof mySessions>) {
    const sessions = await this.accounts.listSessions(principal.accountId);
    return { items: sessions.map((session) => ({ ...session, current: session.id === principal.sessionId })) };
  }

  /** A token that proves nothing (any more) has no session to end. */
  private async endSessionOf(accessToken: string): Promise<void> {
    try {
      const { sessionId } = await this.principals.authenticate(accessToken);
      await this.signIns.endSession(sessionId);
    } catch (error) {
      if (!(error instanceof NotSignedIn)) throw error;
    }
  }
}

const userAgentOf = (request: ApiRequest): string | null => request.headers['user-agent']?.slice(0, 300) ?? null;

const withoutRefreshToken = ({ accessToken, expiresIn }: IssuedTokens) => ({
  accessToken,
  refreshToken: null,
  expiresIn,
});
