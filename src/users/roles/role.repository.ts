import { Injectable } from '@nestjs/common';
import { Database } from '../../database';
import { isPermission } from '../permissions';
import type { Role, RoleDraft } from './role';

const COLUMNS = 'name, description, permissions';
/** Held while roles are given or taken away, so that a role never goes while somebody is getting it. Arbitrary. */
const ROLES_LOCK = 7_301_200;

interface RoleRow {
  name: string;
  description: string;
  permissions: string[];
}

/** A permission that this version does not know (any more) is left out. */
const toRole = ({ name, description, permissions }: RoleRow): Role => ({
  name,
  description,
  permissions: permissions.filter(isPermission),
  fixed: false,
});

/** The roles that can be changed. */
@Injectable()
export class RoleRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends, nobody else changes roles or who has them. */
  async lock(): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock($1)', [ROLES_LOCK]);
  }

  async list(): Promise<Role[]> {
    return (await this.database.query<RoleRow>(`SELECT ${COLUMNS} FROM roles ORDER BY created_at, name`)).map(toRole);
  }

  async find(name: string): Promise<Role | null> {
    const [row] = await this.database.query<RoleRow>(`SELECT ${COLUMNS} FROM roles WHERE name = $1`, [name]);
    return row ? toRole(row) : null;
  }

  /** Answers `null` when the name is taken. */
  async insert({ name, description, permissions }: RoleDraft): Promise<Role | null> {
    const [row] = await this.database.query<RoleRow>(
      `INSERT INTO roles (name, description, permissions) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO NOTHING RETURNING ${COLUMNS}`,
      [name, description, permissions],
    );
    return row ? toRole(row) : null;
  }

  async update({ name, description, permissions }: RoleDraft): Promise<Role | null> {
    const [row] = await this.database.query<RoleRow>(
      `UPDATE roles SET description = $2, permissions = $3 WHERE name = $1 RETURNING ${COLUMNS}`,
      [name, description, permissions],
    );
    return row ? toRole(row) : null;
  }

  async remove(name: string): Promise<void> {
    await this.database.execute('DELETE FROM roles WHERE name = $1', [name]);
  }

  async countPeopleWith(name: string): Promise<number> {
    const [row] = await this.database.query<{ people: number }>(
      `SELECT count(*)::int AS people FROM users WHERE role = $1`,
      [name],
    );
    return row?.people ?? 0;
  }
}
