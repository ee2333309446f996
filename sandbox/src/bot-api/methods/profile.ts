import { type BotCommand, type BotCommandScope } from '@grammyjs/types';
import { commandKey } from '../../world/command-scopes';
import { badRequest } from '../api-error';
import { type Call, type MethodHandlers, type Services } from '../call';
import { findChat } from '../chat-access';

const MAX_COMMANDS = 100;
const MAX_DESCRIPTION_LENGTH = 256;

/** What a bot says about itself: commands, names, descriptions, menu button. */
export function profileMethods({ world }: Services): MethodHandlers {
  const key = (call: Call): string => {
    const scope = call.parameters.json<BotCommandScope>('scope');
    if (scope && 'chat_id' in scope) {
      const chat = findChat(world, call.bot, scope.chat_id);
      return commandKey({ ...scope, chat_id: chat.id }, languageOf(call));
    }
    return commandKey(scope, languageOf(call));
  };
  return {
    setMyCommands: (call) => {
      const commands = call.parameters.json<BotCommand[]>('commands') ?? [];
      if (commands.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
      for (const { command, description } of commands) {
        if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
        if (description.trim() === '' || description.length > MAX_DESCRIPTION_LENGTH) {
          throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
        }
      }
      const clean = commands.map((item) => ({ ...item, command: item.command.replace(/^\//, '') }));
      call.bot.commands.set(key(call), clean);
      world.emit({ type: 'bot', bot: call.bot });
      return true;
    },
    getMyCommands: (call) => call.bot.commands.get(key(call)) ?? [],
    deleteMyCommands: (call) => {
      call.bot.commands.delete(key(call));
      world.emit({ type: 'bot', bot: call.bot });
      return true;
    },
    ...textPair('Name', 'name', 64, (call) => call.bot.names),
    ...textPair('Description', 'description', 512, (call) => call.bot.descriptions),
    ...textPair('ShortDescription', 'short_description', 120, (call) => call.bot.shortDescriptions),
    setChatMenuButton: ({ bot, parameters }) => {
      bot.menuButtons.set(
        parameters.number('chat_id') ?? 0,
        parameters.json<object>('menu_button') ?? { type: 'default' },
      );
      return true;
    },
    getChatMenuButton: ({ bot, parameters }) =>
      bot.menuButtons.get(parameters.number('chat_id') ?? 0) ?? bot.menuButtons.get(0) ?? { type: 'commands' },
  };

  /** A text that is kept per language, the default being what has none. */
  function textPair(
    suffix: string,
    field: string,
    maxLength: number,
    store: (call: Call) => Map<string, string>,
  ): MethodHandlers {
    return {
      [`setMy${suffix}`]: (call) => {
        const text = call.parameters.text(field) ?? '';
        if (text.length > maxLength) throw badRequest(`${field.toUpperCase()}_TOO_LONG`);
        if (text === '') store(call).delete(languageOf(call) ?? '');
        else store(call).set(languageOf(call) ?? '', text);
        world.emit({ type: 'bot', bot: call.bot });
        return true;
      },
      [`getMy${suffix}`]: (call) => {
        const texts = store(call);
        const fallback = field === 'name' ? call.bot.firstName : '';
        return { [field]: texts.get(languageOf(call) ?? '') ?? texts.get('') ?? fallback };
      },
    };
  }
}

function languageOf({ parameters }: Call): string | undefined {
  const code = parameters.text('language_code');
  if (code && !/^[a-z]{2}$/.test(code)) throw badRequest('invalid language code specified');
  return code || undefined;
}
