import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ExpiringCache } from '../common/expiring-cache';
import { AppConfig } from '../config';
import { MicroBatcher } from '../database/micro-batcher';
import { guessLanguage, type Language } from '../i18n';
import type { UnreachableReason } from '../telegram/telegram-errors';
import type { AssignableRole } from './permissions';
import type { TelegramProfile, User } from './user';
import { type Sighting, type UserCounts, UserRepository, type UserRow } from './user.repository';
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

  constructor(
    private readonly repository: UserRepository,
    private readonly config: AppConfig,
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

  /** Shuts somebody out: whatever they send is dropped. Safe twice. Throws `UserNotFound`, `OwnerProtected`, `SelfBlockRefused`. */
  async block(id: number, byUserId: number): Promise<User> {
    if (id === byUserId) throw new SelfBlockRefused();
    if (this.isOwner(id)) throw new OwnerProtected();
    return this.setBlocked(id, true);
  }

  /** Lets somebody in again. Safe twice. Throws `UserNotFound`. */
  async unblock(id: number): Promise<User> {
    return this.setBlocked(id, false);
  }

  async setLanguage(id: number, language: Language): Promise<User> {
    await this.repository.setLanguage(id, language);
    return this.reload(id);
  }

  /** Throws `UserNotFound`, and `OwnerProtected`, since owners are named in the settings. */
  async changeRole(id: number, role: AssignableRole): Promise<User> {
    if (this.isOwner(id)) throw new OwnerProtected();
    if (!(await this.repository.setRole(id, role))) throw new UserNotFound(id);
    return this.reload(id);
  }

  /** Telegram said that this person can't be written to. Other reasons than their own doing are not about the person. */
  async markUnreachable(id: number, reason: UnreachableReason): Promise<void> {
    if (reason !== 'blocked' && reason !== 'deactivated') return;
    await this.repository.setReachability(id, reason);
    this.known.delete(id);
  }

  async markReachable(id: number): Promise<void> {
    await this.repository.setReachability(id, 'reachable');
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
    return rows.map((row) => this.remember(row));
  }

  async count(): Promise<UserCounts> {
    return this.repository.count();
  }

  private async setBlocked(id: number, blocked: boolean): Promise<User> {
    if (!(await this.repository.setBlocked(id, blocked))) throw new UserNotFound(id);
    return this.reload(id);
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

  private remember(row: UserRow): User {
    const id = Number(row.id);
    const user: User = {
      id,
      firstName: row.first_name,
      lastName: row.last_name,
      username: row.username,
      language: row.language,
      role: this.isOwner(id) ? 'owner' : row.role,
      blockedAt: this.isOwner(id) ? null : row.blocked_at,
      reachability: row.reachability,
      pendingStart: row.pending_start,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    };
    this.known.set(id, user);
    return user;
  }

  private isOwner(id: number): boolean {
    return this.config.telegram.ownerIds.includes(id);
  }
}

const looksTheSame = (user: User, sighting: Sighting): boolean =>
  user.firstName === sighting.firstName && user.lastName === sighting.lastName && user.username === sighting.username;
