import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { OWNER, type Permission, permissions, PLAIN_USER } from '../permissions';
import type { Role } from './role';
import { RoleRepository } from './role.repository';

/** How long another process may go on with the roles it knew. */
const TTL_MS = 5_000;

const FIXED: readonly Role[] = [
  { name: OWNER, description: 'Everything, always', permissions, fixed: true },
  { name: PLAIN_USER, description: 'Uses the bot', permissions: [], fixed: true },
];

/** What each role may do, answered at once from memory: people are recognised thousands of times a second. */
@Injectable()
export class RoleDirectory implements OnModuleInit {
  private readonly logger = new Logger(RoleDirectory.name);
  private known = new Map<string, Role>(FIXED.map((role) => [role.name, role]));
  private readAt = 0;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly repository: RoleRepository,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
  }

  /** A role that is not known permits nothing. What is older than some seconds is read anew in the background. */
  permissionsOf(name: string): readonly Permission[] {
    if (this.clock.now() - this.readAt > TTL_MS) void this.refreshQuietly();
    return this.known.get(name)?.permissions ?? [];
  }

  /** Every role: the owner's first, then those that can be changed, then everybody's. */
  async list(): Promise<Role[]> {
    await this.refresh();
    const [owner, user] = FIXED as [Role, Role];
    const changeable = [...this.known.values()].filter(({ fixed }) => !fixed);
    return [owner, ...changeable, user];
  }

  /** Takes a change into memory at once. */
  async refresh(): Promise<void> {
    const roles = await this.repository.list();
    this.known = new Map([...FIXED, ...roles].map((role) => [role.name, role]));
    this.readAt = this.clock.now();
  }

  private async refreshQuietly(): Promise<void> {
    this.reading ??= this.refresh()
      .catch((error: unknown) => this.logger.warn({ msg: 'roles could not be read anew', err: error }))
      .finally(() => {
        this.reading = undefined;
      });
    await this.reading;
  }
}
