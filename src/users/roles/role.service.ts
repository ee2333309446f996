import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail, type AuditValues } from '../../audit';
import { UnitOfWork } from '../../database/unit-of-work';
import { OWNER, type Permission, PLAIN_USER } from '../permissions';
import { RoleFixed, RoleInUse, RoleNameTaken, RoleNotFound, TooManyPermissions, TooManyRoles } from '../users.errors';
import { MAX_ROLES, type Role, type RoleDraft } from './role';
import { RoleDirectory } from './role-directory';
import { RoleRepository } from './role.repository';

/** Whoever gives permissions, with those they have: nobody can give what they don't have themselves. */
export interface Granter {
  readonly actor: Actor;
  readonly permissions: readonly Permission[];
}

/** Looks after roles. A change reaches everybody who has the role within seconds, in every process. */
@Injectable()
export class RoleService {
  constructor(
    private readonly repository: RoleRepository,
    private readonly directory: RoleDirectory,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  list(): Promise<Role[]> {
    return this.directory.list();
  }

  /** Throws `RoleNotFound`. */
  async get(name: string): Promise<Role> {
    const role = (await this.directory.list()).find((candidate) => candidate.name === name);
    if (!role) throw new RoleNotFound(name);
    return role;
  }

  /** Throws `RoleNameTaken`, `TooManyRoles`, `TooManyPermissions`. */
  async create(draft: RoleDraft, granter: Granter): Promise<Role> {
    requireNoMoreThan(granter, draft.permissions);
    if (isFixed(draft.name)) throw new RoleNameTaken(draft.name);
    return this.changing(async () => {
      if ((await this.repository.list()).length >= MAX_ROLES) throw new TooManyRoles(MAX_ROLES);
      const role = await this.repository.insert(draft);
      if (!role) throw new RoleNameTaken(draft.name);
      await this.record(granter.actor, 'role.create', role.name, undefined, valuesOf(role));
      return role;
    });
  }

  /**
   * Changes what a role may do, for everybody who has it. Throws `RoleNotFound`, `RoleFixed`, and `TooManyPermissions`
   * also when the role already had more than the granter has: nobody edits what is above them.
   */
  async change(name: string, changes: Partial<Omit<RoleDraft, 'name'>>, granter: Granter): Promise<Role> {
    return this.changing(async () => {
      const before = await this.changeable(name);
      const draft = { ...before, ...changes };
      requireNoMoreThan(granter, [...before.permissions, ...draft.permissions]);
      const after = (await this.repository.update(draft)) ?? before;
      await this.record(granter.actor, 'role.change', name, valuesOf(before), valuesOf(after));
      return after;
    });
  }

  /** Throws `RoleNotFound`, `RoleFixed`, `RoleInUse`. `isUsedElsewhere` tells of holders that this room doesn't know. */
  async remove(name: string, granter: Granter, isUsedElsewhere: () => Promise<boolean>): Promise<void> {
    await this.changing(async () => {
      const before = await this.changeable(name);
      requireNoMoreThan(granter, before.permissions);
      if ((await this.repository.countPeopleWith(name)) > 0 || (await isUsedElsewhere())) throw new RoleInUse(name);
      await this.repository.remove(name);
      await this.record(granter.actor, 'role.remove', name, valuesOf(before), undefined);
    });
  }

  /**
   * To be called in the transaction that gives somebody a role: it exists, stays until the end of that transaction, and
   * permits nothing that the granter may not do. Throws `RoleNotFound`, `TooManyPermissions`.
   */
  async requireGrantable(name: string, granter: Granter): Promise<void> {
    await this.repository.lock();
    if (name === PLAIN_USER) return;
    requireNoMoreThan(
      granter,
      name === OWNER ? this.directory.permissionsOf(OWNER) : (await this.existing(name)).permissions,
    );
  }

  private async existing(name: string): Promise<Role> {
    const role = await this.repository.find(name);
    if (!role) throw new RoleNotFound(name);
    return role;
  }

  private async changeable(name: string): Promise<Role> {
    if (isFixed(name)) throw new RoleFixed(name);
    return this.existing(name);
  }

  private async changing<T>(work: () => Promise<T>): Promise<T> {
    const result = await this.unitOfWork.run(async () => {
      await this.repository.lock();
      return work();
    });
    await this.directory.refresh();
    return result;
  }

  private record(actor: Actor, action: string, name: string, before?: AuditValues, after?: AuditValues): Promise<void> {
    return this.audit.record({ actor, action, targetKind: 'role', targetId: name, before, after });
  }
}

const isFixed = (name: string): boolean => name === OWNER || name === PLAIN_USER;

const valuesOf = ({ description, permissions }: Role): AuditValues => ({ description, permissions });

/** Throws `TooManyPermissions` unless the granter has all of them. */
export function requireNoMoreThan(granter: Granter, permissions: readonly Permission[]): void {
  const beyond = permissions.filter((permission) => !granter.permissions.includes(permission));
  if (beyond.length > 0) throw new TooManyPermissions([...new Set(beyond)]);
}
