import { AuditTrail } from '../../src/audit';
import type { Clock } from '../../src/common/clock';
import type { AppConfig } from '../../src/config';
import type { Database } from '../../src/database';
import type { TypeOrmDatabase } from '../../src/database/typeorm-database';
import { RoleDirectory, RoleService, UserService } from '../../src/users';
import { RoleRepository } from '../../src/users/roles/role.repository';
import { UserRepository } from '../../src/users/user.repository';

/** People and their roles on a test's database. `rows` may stand in front of the database to watch its statements. */
export function openUsers(
  database: TypeOrmDatabase,
  config: AppConfig,
  clock: Clock,
  rows: Database = database,
): { users: UserService; roles: RoleService; directory: RoleDirectory } {
  const audit = new AuditTrail(database);
  const roleRows = new RoleRepository(database);
  const directory = new RoleDirectory(roleRows, clock);
  const roles = new RoleService(roleRows, directory, database, audit);
  const users = new UserService(new UserRepository(rows), config, database, audit, roles, directory, clock);
  return { users, roles, directory };
}
