export type { Channel } from './channel';
export { ChannelService } from './channel.service';
export {
  assignableRoles,
  type AssignableRole,
  isStaff,
  mayDo,
  type Permission,
  permissions,
  type Role,
  rolePermissions,
} from './permissions';
export { SubscriptionService } from './subscription.service';
export type { Reachability, TelegramProfile, User } from './user';
export type { UserCounts } from './user.repository';
export { UserService } from './user.service';
export * from './users.errors';
export { UsersModule } from './users.module';
