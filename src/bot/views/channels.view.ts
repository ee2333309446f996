import type { Words } from '../../i18n';
import type { Channel } from '../../users';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';
import { inline } from './titles';

export function channelsScreen(words: Words, channels: readonly Channel[]): Screen {
  return {
    html: words.t(channels.length === 0 ? 'users.channels.none' : 'users.channels.text'),
    buttons: [
      ...channels.map((channel) => [
        {
          text: `${channel.active ? '✅' : '⏸'} ${inline(channel.title, 50)}`,
          callbackData: buttons.showChannel.pack({ channelId: channel.id }),
        },
      ]),
      [{ text: words.plain('users.channels.add'), callbackData: buttons.addChannel.pack() }],
      [homeButton(words)],
    ],
  };
}

export function channelCard(words: Words, channel: Channel): Screen {
  const channelId = channel.id;
  return {
    html: [
      words.t('users.channels.card.title', { title: inline(channel.title, 100) }),
      words.t(channel.active ? 'users.channels.card.active' : 'users.channels.card.paused'),
      words.t(channel.takesJoinRequests ? 'users.channels.card.byRequest' : 'users.channels.card.direct'),
      words.t('users.channels.card.link', { link: channel.inviteLink }),
    ].join('\n'),
    buttons: [
      [
        {
          text: words.plain(channel.active ? 'users.channels.card.pause' : 'users.channels.card.resume'),
          callbackData: buttons.toggleChannel.pack({ channelId, active: channel.active ? 'off' : 'on' }),
        },
      ],
      [
        {
          text: words.plain(
            channel.takesJoinRequests ? 'users.channels.card.letInDirectly' : 'users.channels.card.letInByRequest',
          ),
          callbackData: buttons.toggleJoinRequests.pack({
            channelId,
            requests: channel.takesJoinRequests ? 'off' : 'on',
          }),
        },
      ],
      [{ text: words.plain('users.channels.card.remove'), callbackData: buttons.removeChannel.pack({ channelId }) }],
      [{ text: words.plain('users.channels.toList'), callbackData: buttons.channels.pack() }],
    ],
  };
}

export function removeChannelScreen(words: Words, channel: Channel): Screen {
  const channelId = channel.id;
  return {
    html: words.t('users.channels.remove.ask', { title: inline(channel.title, 100) }),
    buttons: [
      [
        {
          text: words.plain('users.channels.remove.yes'),
          callbackData: buttons.removeChannelForSure.pack({ channelId }),
        },
      ],
      [{ text: words.plain('common.back'), callbackData: buttons.showChannel.pack({ channelId }) }],
    ],
  };
}

export function askForChannelScreen(words: Words): Screen {
  return {
    html: words.t('users.channels.ask'),
    buttons: [[{ text: words.plain('common.cancel'), callbackData: buttons.cancelDialogue.pack() }]],
  };
}
