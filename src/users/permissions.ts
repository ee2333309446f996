/** What somebody may do beyond using the bot. Chat commands and API routes name one of these, never a role. */
export const permissions = [
  'files:read',
  'files:write',
  'users:read',
  'users:write',
  'channels:write',
  'broadcasts:send',
  'stats:read',
  'system:read',
  'settings:write',
  'roles:write',
] as const;
export type Permission = (typeof permissions)[number];

/** `owner` comes from `ADMIN_TELEGRAM_IDS` and can't be given or taken in the chat; the others are kept with the person. */
export const assignableRoles = ['admin', 'editor', 'user'] as const;
export type AssignableRole = (typeof assignableRoles)[number];
export type Role = 'owner' | AssignableRole;

/** The one place that says what a role may do. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  admin: permissions.filter((permission) => permission !== 'roles:write' && permission !== 'settings:write'),
  editor: ['files:read', 'files:write', 'stats:read'],
  user: [],
};

export const mayDo = (person: { role: Role }, permission: Permission): boolean =>
  rolePermissions[person.role].includes(permission);

/** Whether somebody works on the bot rather than only using it. Staff is not held back by forced subscription. */
export const isStaff = (person: { role: Role }): boolean => rolePermissions[person.role].length > 0;
