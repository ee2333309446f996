import type { Permission } from '../api/types';

/** Every permission there is, in the order of the menu; one that is missing here does not compile. */
const KNOWN: Readonly<Record<Permission, true>> = {
  'files:read': true,
  'files:write': true,
  'products:read': true,
  'products:write': true,
  'orders:read': true,
  'orders:write': true,
  'broadcasts:read': true,
  'broadcasts:send': true,
  'users:read': true,
  'users:write': true,
  'transcription:read': true,
  'channels:read': true,
  'channels:write': true,
  'accounts:read': true,
  'accounts:write': true,
  'roles:read': true,
  'roles:write': true,
  'audit:read': true,
  'stats:read': true,
  'system:read': true,
  'system:write': true,
  'settings:read': true,
  'settings:write': true,
};

export const allPermissions = Object.keys(KNOWN) as readonly Permission[];
