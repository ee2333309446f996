import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail, type AuditValues } from '../audit';
import { type Listed, UnitOfWork } from '../database';
import {
  type Granter,
  OWNER,
  requireNoMoreThan,
  RoleDirectory,
  RoleService,
  UserNotFound,
  UserService,
} from '../users';
import { type Account, normaliseUsername, type Principal } from './account';
import type { AccountSession } from './account-session';
import { AccountSessionRepository } from './account-session.repository';
import { type AccountFilter, AccountRepository } from './account.repository';
import { AccountNotFound, AccountTaken, LastOwner, OwnAccountProtected } from './accounts.errors';
import { PasswordWrong, RoleComesFromPerson } from './accounts.errors';
import { PasswordHashes } from './password-hashes';
import { PrincipalDirectory } from './principal-directory';

export interface AccountDraft {
  readonly username: string;
  readonly password: string;
  readonly role: string;
  readonly telegramId: number | null;
}

export type AccountChanges = Partial<Pick<AccountDraft, 'role' | 'telegramId'> & { disabled: boolean }>;

/** Looks after the accounts of the admin API. Passwords are taken as they are: the edge checks that they are acceptable. */
@Injectable()
export class AccountService {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: AccountSessionRepository,
    private readonly hashes: PasswordHashes,
    private readonly roles: RoleService,
    private readonly directory: RoleDirectory,
    private readonly users: UserService,
    private readonly principals: PrincipalDirectory,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async list(filter: AccountFilter): Promise<Listed<Account>> {
    const { items, ...place } = await this.accounts.list(filter);
    const people = await this.users.findAll(items.flatMap(({ telegramId }) => telegramId ?? []));
    const roles = new Map(people.map(({ id, role }) => [id, role]));
    const withRoles = items.map((account) => ({
      ...account,
      role: roles.get(account.telegramId ?? 0) ?? account.role,
    }));
    return { ...place, items: withRoles };
  }

  /** Throws `AccountNotFound`. */
  async get(id: string): Promise<Account> {
    return this.withRole(await this.known(id));
  }

  /** Throws `AccountTaken`, `UserNotFound`, `RoleNotFound`, `TooManyPermissions`. */
  async create(draft: AccountDraft, granter: Granter): Promise<Account> {
    const username = normaliseUsername(draft.username);
    const passwordHash = await this.hashes.make(draft.password);
    const account = await this.unitOfWork.run(async () => {
      await this.accounts.lock();
      if (await this.accounts.isTaken('username', username, null)) throw new AccountTaken('username');
      await this.roles.requireGrantable(draft.role, granter);
      if (draft.telegramId !== null) await this.requireLinkable(draft.telegramId, null, granter);
      const created = await this.accounts.insert({ ...draft, username, passwordHash });
      await this.record(granter.actor, 'account.create', created.id, undefined, valuesOf(created));
      return created;
    });
    return this.withRole(account);
  }

  /**
   * Gives another role, links or unlinks a person, shuts out or lets in again. Every session of the account ends when it is
   * shut out. Throws `AccountNotFound`, `AccountTaken`, `UserNotFound`, `RoleNotFound`, `RoleComesFromPerson`,
   * `TooManyPermissions`, `OwnAccountProtected`, `LastOwner`.
   */
  async change(id: string, changes: AccountChanges, granter: Granter): Promise<Account> {
    const account = await this.unitOfWork.run(async () => {
      await this.accounts.lock();
      const before = await this.known(id);
      await this.requireNotAbove(before, granter);
      if (isOwn(granter.actor, id)) throw new OwnAccountProtected();
      const next = {
        id,
        role: changes.role ?? before.role,
        telegramId: changes.telegramId === undefined ? before.telegramId : changes.telegramId,
        disabled: changes.disabled ?? before.disabledAt !== null,
      };
      if (next.role !== before.role && next.telegramId !== null) throw new RoleComesFromPerson(next.telegramId);
      // Without its person an account has the role of its own again: that is given to it here.
      const isUnlinked = before.telegramId !== null && next.telegramId === null;
      if (next.role !== before.role || isUnlinked) await this.roles.requireGrantable(next.role, granter);
      if (next.telegramId !== null && next.telegramId !== before.telegramId) {
        await this.requireLinkable(next.telegramId, id, granter);
      }
      if (next.disabled || next.role !== OWNER || next.telegramId !== null) await this.keepAnOwner(before);
      const after = (await this.accounts.update(next)) ?? before;
      if (next.disabled) await this.sessions.endAll(id, 'account-changed');
      await this.record(granter.actor, 'account.change', id, valuesOf(before), valuesOf(after));
      return after;
    });
    this.principals.forgetAll();
    return this.withRole(account);
  }

  /** Gives a new password, for somebody who forgot theirs, and ends their sessions. */
  async resetPassword(id: string, password: string, granter: Granter): Promise<void> {
    const passwordHash = await this.hashes.make(password);
    await this.unitOfWork.run(async () => {
      await this.requireNotAbove(await this.known(id), granter);
      await this.accounts.setPassword(id, passwordHash);
      await this.sessions.endAll(id, 'password-changed');
      await this.record(granter.actor, 'account.password', id);
    });
    this.principals.forgetAll();
  }

  /** Changes one's own password; the present session goes on, all others end. Throws `PasswordWrong`. */
  async changePassword(principal: Principal, passwords: { current: string; next: string }): Promise<void> {
    const present = await this.accounts.passwordHash(principal.accountId);
    if (!(await this.hashes.matches(passwords.current, present))) throw new PasswordWrong();
    const passwordHash = await this.hashes.make(passwords.next);
    await this.unitOfWork.run(async () => {
      await this.accounts.setPassword(principal.accountId, passwordHash);
      await this.sessions.endAll(principal.accountId, 'password-changed', principal.sessionId);
      await this.record(principal.actor, 'account.password', principal.accountId);
    });
    this.principals.forgetAll();
  }

  /** Throws `AccountNotFound`, `TooManyPermissions`, `OwnAccountProtected`, `LastOwner`. */
  async remove(id: string, granter: Granter): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.accounts.lock();
      const before = await this.known(id);
      if (isOwn(granter.actor, id)) throw new OwnAccountProtected();
      await this.requireNotAbove(before, granter);
      await this.keepAnOwner(before);
      await this.accounts.remove(id);
      await this.record(granter.actor, 'account.remove', id, valuesOf(before));
    });
    this.principals.forgetAll();
  }

  /** Ends all sessions of somebody else's account. */
  async signOut(id: string, granter: Granter): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.requireNotAbove(await this.known(id), granter);
      await this.sessions.endAll(id, 'signed-out-everywhere');
      await this.record(granter.actor, 'account.sign-out', id);
    });
    this.principals.forgetAll();
  }

  /** An account's sign-ins that are alive. */
  listSessions(accountId: string): Promise<AccountSession[]> {
    return this.sessions.listAlive(accountId);
  }

  /** Whether any account has this role. */
  async isRoleInUse(role: string): Promise<boolean> {
    return (await this.accounts.countWithRole(role)) > 0;
  }

  /** Forgets sessions that ended long ago. Answers how many. */
  async removeOldSessions(): Promise<number> {
    return this.sessions.removeOld();
  }

  private async known(id: string): Promise<Account> {
    const account = await this.accounts.find(id);
    if (!account) throw new AccountNotFound(id);
    return account;
  }

  private async withRole(account: Account): Promise<Account> {
    if (account.telegramId === null) return account;
    const person = await this.users.find(account.telegramId);
    return { ...account, role: person?.role ?? account.role };
  }

  private async requireNotAbove(account: Account, granter: Granter): Promise<void> {
    const { role } = await this.withRole(account);
    requireNoMoreThan(granter, this.directory.permissionsOf(role));
  }

  private async requireLinkable(telegramId: number, accountId: string | null, granter: Granter): Promise<void> {
    if (await this.accounts.isTaken('telegramId', telegramId, accountId)) throw new AccountTaken('telegramId');
    const person = await this.users.find(telegramId);
    if (!person) throw new UserNotFound(telegramId);
    requireNoMoreThan(granter, person.permissions);
  }

  private async keepAnOwner(account: Account): Promise<void> {
    if (account.role !== OWNER || account.telegramId !== null || account.disabledAt !== null) return;
    if ((await this.accounts.countOtherOwners(account.id)) === 0) throw new LastOwner();
  }

  private record(actor: Actor, action: string, id: string, before?: AuditValues, after?: AuditValues): Promise<void> {
    return this.audit.record({ actor, action, targetKind: 'account', targetId: id, before, after });
  }
}

const isOwn = (actor: Actor, id: string): boolean => actor.kind === 'account' && actor.accountId === id;

const valuesOf = ({ username, role, telegramId, disabledAt }: Account): AuditValues => ({
  username,
  role,
  telegramId,
  disabled: disabledAt !== null,
});
