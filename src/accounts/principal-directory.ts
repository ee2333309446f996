import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ExpiringCache } from '../common/expiring-cache';
import { RoleDirectory, UserService } from '../users';
import { AccessTokens } from './access-tokens';
import type { Principal } from './account';
import { AccountSessionRepository } from './account-session.repository';
import { NotSignedIn } from './accounts.errors';

/** How long a session that was ended by another process may go on here. */
const TTL_MS = 3_000;
const MAX_ENTRIES = 5_000;

/** Who a request comes from, as the database says now or said some seconds ago. */
@Injectable()
export class PrincipalDirectory {
  private readonly known: ExpiringCache<string, Principal>;
  private readonly asking = new Map<string, Promise<Principal | null>>();

  constructor(
    private readonly sessions: AccountSessionRepository,
    private readonly tokens: AccessTokens,
    private readonly users: UserService,
    private readonly roles: RoleDirectory,
    clock: Clock,
  ) {
    this.known = new ExpiringCache({ maxEntries: MAX_ENTRIES, ttlMs: TTL_MS, clock });
  }

  /** Throws `NotSignedIn`. Permissions are those of this very moment, as far as this process knows. */
  async authenticate(accessToken: string): Promise<Principal & { expiresAt: Date }> {
    const { sessionId, expiresAt } = this.tokens.verify(accessToken);
    const principal = await this.find(sessionId);
    if (!principal) throw new NotSignedIn();
    return { ...principal, permissions: this.roles.permissionsOf(principal.role), expiresAt };
  }

  /** Answers `null` when the session has ended or its account may not sign in any more. */
  async find(sessionId: string): Promise<Principal | null> {
    const known = this.known.get(sessionId);
    if (known) return known;
    const asking = this.asking.get(sessionId) ?? this.ask(sessionId);
    this.asking.set(sessionId, asking);
    return asking;
  }

  /** Something about this session has changed. */
  forget(sessionId: string): void {
    this.known.delete(sessionId);
  }

  /** Something about an account has changed; there are few, and they are soon known again. */
  forgetAll(): void {
    this.known.clear();
  }

  private async ask(sessionId: string): Promise<Principal | null> {
    try {
      const principal = await this.read(sessionId);
      if (principal) this.known.set(sessionId, principal);
      return principal;
    } finally {
      this.asking.delete(sessionId);
    }
  }

  private async read(sessionId: string): Promise<Principal | null> {
    const session = await this.sessions.find(sessionId);
    if (!session?.alive) return null;
    const { accountId, username, telegramId } = session;
    const person = telegramId === null ? undefined : await this.users.find(telegramId);
    if (telegramId !== null && (!person || person.blockedAt !== null)) return null;
    const role = person?.role ?? session.role;
    const actor = { kind: 'account', accountId, name: username } as const;
    return { accountId, sessionId, username, role, permissions: this.roles.permissionsOf(role), telegramId, actor };
  }
}
