import type { Permission } from '../users';

/** A command that people see in Telegram's menu; its description is `bot.commands.<name>`. */
export interface CommandEntry {
  readonly name:
    | 'start'
    | 'search'
    | 'popular'
    | 'order'
    | 'orders'
    | 'transcribe'
    | 'language'
    | 'help'
    | 'cancel'
    | 'upload'
    | 'files'
    | 'set_thumb'
    | 'products'
    | 'broadcast'
    | 'stats'
    | 'status'
    | 'channels'
    | 'block'
    | 'unblock'
    | 'role';
  /** Shown only to those who may use it. */
  readonly permission?: Permission;
}

/** Every command, in the order of the menu. */
export const commands: readonly CommandEntry[] = [
  { name: 'start' },
  { name: 'search' },
  { name: 'popular' },
  { name: 'order' },
  { name: 'orders' },
  { name: 'transcribe' },
  { name: 'language' },
  { name: 'help' },
  { name: 'cancel' },
  { name: 'upload', permission: 'files:write' },
  { name: 'files', permission: 'files:write' },
  { name: 'set_thumb', permission: 'files:write' },
  { name: 'products', permission: 'products:write' },
  { name: 'broadcast', permission: 'broadcasts:send' },
  { name: 'stats', permission: 'stats:read' },
  { name: 'status', permission: 'system:read' },
  { name: 'channels', permission: 'channels:write' },
  { name: 'block', permission: 'users:write' },
  { name: 'unblock', permission: 'users:write' },
  { name: 'role', permission: 'roles:write' },
];
