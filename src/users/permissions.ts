/** What somebody may do beyond using the bot. Chat commands and API routes name one of these, never a role. */
export const permissions = [
  'files:read',
  'files:write',
  'products:read',
  'products:write',
  'orders:read',
  'orders:write',
  'users:read',
  'users:write',
  'channels:read',
  'channels:write',
  'broadcasts:read',
  'broadcasts:send',
  'transcription:read',
  'stats:read',
  'system:read',
  'system:write',
  'settings:read',
  'settings:write',
  'audit:read',
  'accounts:read',
  'accounts:write',
  'roles:read',
  'roles:write',
] as const;
export type Permission = (typeof permissions)[number];

export const isPermission = (name: string): name is Permission => permissions.some((known) => known === name);

/**
 * Comes from `ADMIN_TELEGRAM_IDS` for people and is kept with accounts of the admin API. It holds every permission, also
 * those that later versions bring; it can't be given to people, taken or changed.
 */
export const OWNER = 'owner';
/** What everybody begins with: no permission at all. It can't be changed either. */
export const PLAIN_USER = 'user';

/** Somebody's permissions as they were when that person was last looked up (at most some seconds ago). */
interface Permitted {
  readonly permissions: readonly Permission[];
}

export const mayDo = (person: Permitted, permission: Permission): boolean => person.permissions.includes(permission);

/** Whether somebody works on the bot rather than only using it. Staff is not held back by forced subscription. */
export const isStaff = (person: Permitted): boolean => person.permissions.length > 0;
