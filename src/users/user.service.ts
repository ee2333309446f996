import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail, type AuditValues } from '../audit';
import { Clock } from '../common/clock';
import { ExpiringCache } from '../common/expiring-cache';
import { AppConfig } from '../config';
import type { DailyCount, DayRange } from '../common/history';
import type { Listed } from '../database';
import { MicroBatcher } from '../database/micro-batcher';
import { UnitOfWork } from '../database/unit-of-work';
import { guessLanguage, type Language } from '../i18n';
import type { UnreachableReason } from '../telegram/telegram-errors';
import { OWNER } from './permissions';
import { RoleDirectory } from './roles/role-directory';
import { type Granter, requireNoMoreThan, RoleService } from './roles/role.service';
import type { TelegramProfile, User } from './user';
import {
  type ReachabilityChange,
  type Sighting,
  type UserCounts,
  type UserFilter,
  UserRepository,
  type UserRow,
} from './user.repository';
import { OwnerProtected, SelfBlockRefused, UserNotFound } from './users.errors';

/** How long another process may go on with what it knew about somebody: a block takes hold everywhere within this. */
const CACHE_TTL_MS = 15_000;
const CACHE_ENTRIES = 20_000;

/** Who somebody is: recognised from an update, blocked or not, in which language, reachable or not. */
@Injectable()
export class UserService {
  private readonly known: ExpiringCache<number, User>;
  /** Updates that arrive together are recognised together. */
  private readonly recognition = new MicroBatcher<Sighting, User | null>((sightings) => this.recogniseAll(sightings));

  private readonly unreachable = new MicroBatcher<ReachabilityChange, void>(
    async (changes) => {
      await this.repository.setReachabilities(changes);
      return changes.map(() => undefined);
    },
    { concurrency: 1 },
  );

  constructor(
    private readonly repository: UserRepository,
    private readonly config: AppConfig,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly roles: RoleService,
    private readonly directory: RoleDirectory,
    clock: Clock,
  ) {
    this.known = new ExpiringCache({ maxEntries: CACHE_ENTRIES, ttlMs: CACHE_TTL_MS, clock });
  }

  /** Answers who sent an update, creating or renaming the person when needed. Most calls touch no database. */
  async recognise(profile: TelegramProfile): Promise<User> {
    const sighting: Sighting = {
      id: profile.id,
      firstName: profile.firstName,
      lastName: profile.lastName ?? null,
      username: profile.username ?? null,
      language: guessLanguage(profile.languageCode, this.config.bot.defaultLanguage),
    };
    const user = this.known.get(profile.id);
    if (user && looksTheSame(user, sighting)) return user;
    const recognised = await this.recognition.call(sighting);
    if (!recognised) throw new UserNotFound(profile.id);
    return recognised;
  }

  async find(id: number): Promise<User | undefined> {
    const row = await this.repository.find(id);
    return row && this.remember(row);
  }

  /** Of these, whom the bot has met; in no order. */
  async findAll(ids: readonly number[]): Promise<User[]> {
    if (ids.length === 0) return [];
    return (await this.repository.findAll(ids)).map((row) => this.toUser(row));
  }

  /** Shuts somebody out: whatever they send is dropped. Safe twice. Throws `UserNotFound`, `OwnerProtected`, `SelfBlockRefused`. */
  async block(id: number, actor: Actor): Promise<User> {
    if (isSelf(actor, id)) throw new SelfBlockRefused();
    if (this.isOwner(id)) throw new OwnerProtected();
    return this.setBlocked(id, true, actor);
  }

  /** Lets somebody in again. Safe twice. Throws `UserNotFound`. */
  async unblock(id: number, actor: Actor): Promise<User> {
    return this.setBlocked(id, false, actor);
  }

  /** Somebody's own choice, or an admin's for them. Throws `UserNotFound`. */
  async setLanguage(id: number, language: Language, actor: Actor): Promise<User> {
    await this.unitOfWork.run(async () => {
      const before = await this.lock(id);
      await this.repository.setLanguage(id, language);
      if (!isSelf(actor, id) && before.language !== language) {
        await this.record(actor, 'user.language', id, { language: before.language }, { language });
      }
    });
    return this.reload(id);
  }

  /**
   * Throws `UserNotFound`, `RoleNotFound`, `OwnerProtected` (owners are named in the settings), and `TooManyPermissions`
   * when the present or the new role may do more than whoever changes it.
   */
  async changeRole(id: number, role: string, granter: Granter): Promise<User> {
    if (role === OWNER) throw new OwnerProtected();
    if (this.isOwner(id)) throw new OwnerProtected();
    await this.unitOfWork.run(async () => {
      await this.roles.requireGrantable(role, granter);
      const before = await this.lock(id);
      if (before.role === role) return;
      requireNoMoreThan(granter, this.directory.permissionsOf(before.role));
      await this.repository.setRole(id, role);
      await this.record(granter.actor, 'user.role', id, { role: before.role }, { role });
    });
    return this.reload(id);
  }

  /**
   * Telegram said that this person can't be written to. Other reasons than their own doing are not about the person. Of many at
   * the same time, as in a broadcast, one statement is made; outside of any transaction.
   */
  async markUnreachable(id: number, reason: UnreachableReason): Promise<void> {
    if (reason !== 'blocked' && reason !== 'deactivated') return;
    await this.unreachable.call({ id, reachability: reason });
    this.known.delete(id);
  }

  async markReachable(id: number): Promise<void> {
    await this.repository.setReachabilities([{ id, reachability: 'reachable' }]);
    this.known.delete(id);
  }

  /** Keeps the deep link somebody came with until they may use it. The last one wins. */
  async rememberStart(id: number, payload: string): Promise<void> {
    await this.repository.setPendingStart(id, payload);
    this.known.delete(id);
  }

  /** Ends the wait of a deep link: it is being followed now. */
  async forgetStart(id: number): Promise<void> {
    await this.repository.setPendingStart(id, null);
    this.known.delete(id);
  }

  /** Owners and everybody with a role, as far as the bot has met them. */
  async listStaff(): Promise<User[]> {
    const rows = await this.repository.listStaff(this.config.telegram.ownerIds);
    return rows.map((row) => this.toUser(row));
  }

  /** People for the API: searched, sorted and filtered, fast at any number. */
  async browse(filter: UserFilter): Promise<Listed<User>> {
    const listed = await this.repository.browse(filter);
    return { ...listed, items: listed.items.map((row) => this.toUser(row)) };
  }

  /** How many people came on each day. */
  async newcomersPerDay(range: DayRange): Promise<DailyCount[]> {
    return this.repository.perDay(range);
  }

  async count(): Promise<UserCounts> {
    return this.repository.count();
  }

  private async setBlocked(id: number, blocked: boolean, actor: Actor): Promise<User> {
    await this.unitOfWork.run(async () => {
      const wasBlocked = (await this.lock(id)).blocked_at !== null;
      await this.repository.setBlocked(id, blocked);
      if (wasBlocked !== blocked) {
        const action = blocked ? 'user.block' : 'user.unblock';
        await this.record(actor, action, id, { blocked: wasBlocked }, { blocked });
      }
    });
    return this.reload(id);
  }

  private async lock(id: number): Promise<UserRow> {
    const row = await this.repository.lock(id);
    if (!row) throw new UserNotFound(id);
    return row;
  }

  private record(actor: Actor, action: string, id: number, before: AuditValues, after: AuditValues): Promise<void> {
    return this.audit.record({ actor, action, targetKind: 'user', targetId: id, before, after });
  }

  private async reload(id: number): Promise<User> {
    const user = await this.find(id);
    if (!user) throw new UserNotFound(id);
    return user;
  }

  private async recogniseAll(sightings: readonly Sighting[]): Promise<(User | null)[]> {
    const distinct = new Map(sightings.map((sighting) => [sighting.id, sighting]));
    const users = new Map<number, User>();
    for (let round = 1; round <= 2 && distinct.size > 0; round += 1) {
      for (const row of await this.repository.recognise([...distinct.values()])) {
        const user = this.remember(row);
        users.set(user.id, user);
        distinct.delete(user.id);
      }
    }
    return sightings.map(({ id }) => users.get(id) ?? null);
  }

  /** For whoever is read on their own: pages of lists would push out of the cache those who are talking to the bot. */
  private remember(row: UserRow): User {
    const user = this.toUser(row);
    this.known.set(user.id, user);
    return user;
  }

  private toUser(row: UserRow): User {
    const id = Number(row.id);
    const role = this.isOwner(id) ? OWNER : row.role;
    return {
      id,
      firstName: row.first_name,
      lastName: row.last_name,
      username: row.username,
      language: row.language,
      role,
      permissions: this.directory.permissionsOf(role),
      blockedAt: this.isOwner(id) ? null : row.blocked_at,
      reachability: row.reachability,
      pendingStart: row.pending_start,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    };
  }

  private isOwner(id: number): boolean {
    return this.config.telegram.ownerIds.includes(id);
  }
}

const isSelf = (actor: Actor, id: number): boolean => actor.kind === 'chat' && actor.userId === id;

const looksTheSame = (user: User, sighting: Sighting): boolean =>
  user.firstName === sighting.firstName && user.lastName === sighting.lastName && user.username === sighting.username;
