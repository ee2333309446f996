import type { Permission } from '../permissions';

/** A named set of permissions, for people in the chat and accounts of the admin API alike. */
export interface Role {
  /** Lower-case letters, digits and `-`, at most 20 of them: it travels in buttons. */
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** `owner` and `user`, which are what they are. */
  readonly fixed: boolean;
}

export interface RoleDraft {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

export const ROLE_NAME = /^[a-z][a-z0-9-]{0,19}$/;
export const MAX_ROLES = 50;
