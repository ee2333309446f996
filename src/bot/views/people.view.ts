import type { Words } from '../../i18n';
import { OWNER, type Role, type User } from '../../users';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { inline } from './titles';

/** Who somebody is, and what they could be. */
export function roleScreen(words: Words, { user, roles }: { user: User; roles: readonly Role[] }): Screen {
  return {
    html: words.t('users.role.choose', {
      name: inline(user.firstName, 60),
      id: user.id,
      role: roleName(words, user.role),
    }),
    buttons: roles
      .filter(({ name }) => name !== OWNER)
      .map(({ name }) => [
        {
          text: `${name === user.role ? '✓ ' : ''}${roleName(words, name)}`,
          callbackData: buttons.setRole.pack({ userId: user.id, role: name }),
        },
      ]),
  };
}

/** The roles that come with the application have names in every language; those that admins make go by their own. */
function roleName(words: Words, role: string): string {
  switch (role) {
    case 'owner':
    case 'admin':
    case 'editor':
    case 'user':
      return words.plain(`users.role.names.${role}`);
    default:
      return role;
  }
}
