import { Clock } from '../../common/clock';
import { type User, UserNotFound, UserService } from '../../users';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { UserTimeline } from './user-timeline';
import { blockUser, changeUser, changeUserRole, getUser, listUsers, unblockUser, userTimeline } from './users.contract';

/** People who use the bot. */
@ApiController()
export class UsersController {
  constructor(
    private readonly users: UserService,
    private readonly timeline: UserTimeline,
    private readonly clock: Clock,
  ) {}

  @Serves(listUsers)
  async list(@Call() { query }: CallOf<typeof listUsers>) {
    const listed = await this.users.browse(query);
    return { ...listed, items: listed.items.map(shown) };
  }

  @Serves(getUser)
  async get(@Call() { params }: CallOf<typeof getUser>) {
    return shown(await this.known(params.userId));
  }

  @Serves(changeUser)
  async change(@Call() { params, body, actor }: CallOf<typeof changeUser>) {
    return shown(await this.users.setLanguage(params.userId, body.language, actor));
  }

  @Serves(changeUserRole)
  async changeRole(@Call() { params, body, granter }: CallOf<typeof changeUserRole>) {
    return shown(await this.users.changeRole(params.userId, body.role, granter));
  }

  @Serves(blockUser)
  async block(@Call() { params, actor }: CallOf<typeof blockUser>) {
    return shown(await this.users.block(params.userId, actor));
  }

  @Serves(unblockUser)
  async unblock(@Call() { params, actor }: CallOf<typeof unblockUser>) {
    return shown(await this.users.unblock(params.userId, actor));
  }

  @Serves(userTimeline)
  async history(@Call() { params, query }: CallOf<typeof userTimeline>) {
    await this.known(params.userId);
    const before = query.before === undefined ? new Date(this.clock.now() + 1_000) : new Date(query.before);
    return this.timeline.read({ userId: params.userId, before, limit: query.limit });
  }

  private async known(userId: number): Promise<User> {
    const user = await this.users.find(userId);
    if (!user) throw new UserNotFound(userId);
    return user;
  }
}

const shown = ({ permissions: _permissions, pendingStart: _pendingStart, ...user }: User) => user;
