import type { Words } from '../../i18n';
import { mayDo, type User } from '../../users';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { inline } from './titles';

interface HomeModel {
  readonly user: User;
  readonly botName: string;
  /** Whether @BotFather was told to switch inline mode on: without it, inline buttons do nothing. */
  readonly hasInlineMode: boolean;
}

/** The first screen, and where every "home" button leads. Staff sees its tools below everybody's buttons. */
export function homeScreen(words: Words, model: HomeModel): Screen {
  const { user } = model;
  const staff = [
    mayDo(user, 'files:write') && { text: words.plain('bot.home.upload'), callbackData: buttons.startUpload.pack() },
    mayDo(user, 'files:write') && {
      text: words.plain('bot.home.files'),
      callbackData: buttons.files.pack({ filter: 'all', page: 1 }),
    },
    mayDo(user, 'channels:write') && {
      text: words.plain('bot.home.channels'),
      callbackData: buttons.channels.pack(),
    },
    mayDo(user, 'products:write') && {
      text: words.plain('bot.home.products'),
      callbackData: buttons.products.pack({ page: 1 }),
    },
    mayDo(user, 'broadcasts:send') && {
      text: words.plain('bot.home.broadcasts'),
      callbackData: buttons.broadcasts.pack({ page: 1 }),
    },
    mayDo(user, 'stats:read') && { text: words.plain('bot.home.stats'), callbackData: buttons.stats.pack() },
    mayDo(user, 'system:read') && { text: words.plain('bot.home.status'), callbackData: buttons.status.pack() },
  ].filter((button) => button !== false);
  return {
    html: words.t('bot.home.text', {
      name: inline(user.firstName, 40) || words.plain('bot.home.friend'),
      botName: inline(model.botName, 60),
    }),
    buttons: [
      [
        model.hasInlineMode
          ? { text: words.plain('bot.home.search'), switchInlineQueryCurrentChat: '' }
          : { text: words.plain('bot.home.search'), callbackData: buttons.askWords.pack() },
        { text: words.plain('bot.home.popular'), callbackData: buttons.popular.pack({ page: 1 }) },
      ],
      [
        {
          text: words.plain('bot.home.orders'),
          callbackData: buttons.orders.pack({ scope: 'own', page: 1 }),
        },
      ],
      [
        { text: words.plain('bot.home.language'), callbackData: buttons.languages.pack() },
        { text: words.plain('bot.home.help'), callbackData: buttons.help.pack() },
      ],
      staff.slice(0, 2),
      staff.slice(2, 4),
      staff.slice(4, 6),
      staff.slice(6),
    ],
  };
}

/** What the bot does and which commands there are for this person. */
export function helpScreen(words: Words, model: { user: User; botUsername: string; hasInlineMode: boolean }): Screen {
  const parts = [words.t('bot.help.text')];
  if (model.hasInlineMode) parts.push(words.t('bot.help.inline', { username: model.botUsername }));
  if (mayDo(model.user, 'files:write')) parts.push(words.t('bot.help.editors'));
  if (mayDo(model.user, 'users:write')) parts.push(words.t('bot.help.admins'));
  return { html: parts.join('\n\n'), buttons: [[homeButton(words)]] };
}

export const homeButton = (words: Words) => ({
  text: words.plain('common.home'),
  callbackData: buttons.home.pack(),
});
