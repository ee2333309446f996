import type { Words } from '../../i18n';
import type { Channel } from '../../users';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { inline } from './titles';

/** Which channels are still to be joined, and the button for afterwards. */
export function gateScreen(words: Words, missing: readonly Channel[]): Screen {
  return {
    html: words.t('users.gate.text', { count: missing.length }),
    buttons: [
      ...missing.map((channel) => [
        {
          text: words.plain(channel.takesJoinRequests ? 'users.gate.ask' : 'users.gate.join', {
            title: inline(channel.title, 40),
          }),
          url: channel.inviteLink,
        },
      ]),
      [{ text: words.plain('users.gate.joined'), callbackData: buttons.checkSubscription.pack() }],
      [{ text: words.plain('bot.home.language'), callbackData: buttons.languages.pack() }],
    ],
  };
}
