import { AccountService } from '../../accounts';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import {
  changeAccount,
  createAccount,
  getAccount,
  listAccounts,
  removeAccount,
  resetPassword,
  signOutAccount,
} from './accounts.contract';

/** Who may sign in here. */
@ApiController()
export class AccountsController {
  constructor(private readonly accounts: AccountService) {}

  @Serves(listAccounts)
  list(@Call() { query }: CallOf<typeof listAccounts>) {
    return this.accounts.list(query);
  }

  @Serves(getAccount)
  get(@Call() { params }: CallOf<typeof getAccount>) {
    return this.accounts.get(params.adminId);
  }

  @Serves(createAccount)
  create(@Call() { body, granter }: CallOf<typeof createAccount>) {
    return this.accounts.create(body, granter);
  }

  @Serves(changeAccount)
  change(@Call() { params, body, granter }: CallOf<typeof changeAccount>) {
    return this.accounts.change(params.adminId, body, granter);
  }

  @Serves(resetPassword)
  async resetPassword(@Call() { params, body, granter }: CallOf<typeof resetPassword>): Promise<void> {
    await this.accounts.resetPassword(params.adminId, body.newPassword, granter);
  }

  @Serves(signOutAccount)
  async signOut(@Call() { params, granter }: CallOf<typeof signOutAccount>): Promise<void> {
    await this.accounts.signOut(params.adminId, granter);
  }

  @Serves(removeAccount)
  async remove(@Call() { params, granter }: CallOf<typeof removeAccount>): Promise<void> {
    await this.accounts.remove(params.adminId, granter);
  }
}
