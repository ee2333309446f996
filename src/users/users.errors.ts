import { AppError } from '../common/app-error';

/** The bot has never met anybody with this Telegram id. */
export class UserNotFound extends AppError {
  constructor(id: number) {
    super({ code: 'users.not-found', messageKey: 'users.errors.notFound', params: { id } });
  }
}

/** Owners are named in the settings; nobody shuts them out or changes their role from the chat. */
export class OwnerProtected extends AppError {
  constructor() {
    super({ code: 'users.owner-protected', messageKey: 'users.errors.ownerProtected' });
  }
}

/** Nobody may shut themselves out. */
export class SelfBlockRefused extends AppError {
  constructor() {
    super({ code: 'users.self-block', messageKey: 'users.errors.selfBlock' });
  }
}

/** The person lacks the permission that the action names. */
export class NotPermitted extends AppError {
  constructor() {
    super({ code: 'users.not-permitted', messageKey: 'users.errors.notPermitted' });
  }
}

/** Telegram knows no such channel, or does not show it to the bot. */
export class ChannelNotFound extends AppError {
  constructor(cause?: unknown) {
    super({ code: 'channels.not-found', messageKey: 'users.errors.channelNotFound', cause });
  }
}

/** Membership can only be checked where the bot is an administrator. */
export class BotNotAdministrator extends AppError {
  constructor(title: string) {
    super({
      code: 'channels.bot-not-administrator',
      messageKey: 'users.errors.botNotAdministrator',
      params: { title },
    });
  }
}

/** Each required channel costs a check per person, and people's patience. */
export class TooManyChannels extends AppError {
  constructor(limit: number) {
    super({ code: 'channels.too-many', messageKey: 'users.errors.tooManyChannels', params: { limit } });
  }
}

/** There is no such role. */
export class RoleNotFound extends AppError {
  constructor(role: string) {
    super({ code: 'roles.not-found', messageKey: 'users.errors.roleNotFound', params: { role } });
  }
}

/** A role of this name exists. */
export class RoleNameTaken extends AppError {
  constructor(role: string) {
    super({ code: 'roles.name-taken', messageKey: 'users.errors.roleNameTaken', params: { role } });
  }
}

/** `owner` and `user` are what they are. */
export class RoleFixed extends AppError {
  constructor(role: string) {
    super({ code: 'roles.fixed', messageKey: 'users.errors.roleFixed', params: { role } });
  }
}

/** Somebody has this role; it can go when nobody does. */
export class RoleInUse extends AppError {
  constructor(role: string) {
    super({ code: 'roles.in-use', messageKey: 'users.errors.roleInUse', params: { role } });
  }
}

/** More roles than anybody could keep apart. */
export class TooManyRoles extends AppError {
  constructor(limit: number) {
    super({ code: 'roles.too-many', messageKey: 'users.errors.tooManyRoles', params: { limit } });
  }
}

/** Nobody gives, or takes from, somebody what they may not do themselves. */
export class TooManyPermissions extends AppError {
  constructor(permissions: readonly string[]) {
    super({
      code: 'roles.too-many-permissions',
      messageKey: 'users.errors.tooManyPermissions',
      params: { permissions: permissions.join(', ') },
    });
  }
}
