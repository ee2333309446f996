import { AccountService } from '../../accounts';
import { permissions, RoleService } from '../../users';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { changeRole, createRole, getRole, listRoles, removeRole } from './roles.contract';

/** What people in the chat and accounts here may do. */
@ApiController()
export class RolesController {
  constructor(
    private readonly roles: RoleService,
    private readonly accounts: AccountService,
  ) {}

  @Serves(listRoles)
  async list() {
    const items = await this.roles.list();
    return { items, total: items.length, permissions };
  }

  @Serves(getRole)
  get(@Call() { params }: CallOf<typeof getRole>) {
    return this.roles.get(params.role);
  }

  @Serves(createRole)
  create(@Call() { body, granter }: CallOf<typeof createRole>) {
    return this.roles.create(body, granter);
  }

  @Serves(changeRole)
  change(@Call() { params, body, granter }: CallOf<typeof changeRole>) {
    return this.roles.change(params.role, body, granter);
  }

  @Serves(removeRole)
  async remove(@Call() { params, granter }: CallOf<typeof removeRole>): Promise<void> {
    await this.roles.remove(params.role, granter, () => this.accounts.isRoleInUse(params.role));
  }
}
