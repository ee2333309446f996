import type { Words } from '../../i18n';
import { assignableRoles, type User } from '../../users';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { inline } from './titles';

/** Who somebody is, and what they could be. */
export function roleScreen(words: Words, user: User): Screen {
  return {
    html: words.t('users.role.choose', {
      name: inline(user.firstName, 60),
      id: user.id,
      role: words.plain(`users.role.names.${user.role}`),
    }),
    buttons: assignableRoles.map((role) => [
      {
        text: `${role === user.role ? '✓ ' : ''}${words.plain(`users.role.names.${role}`)}`,
        callbackData: buttons.setRole.pack({ userId: user.id, role }),
      },
    ]),
  };
}
