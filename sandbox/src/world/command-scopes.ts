import { type BotCommand, type BotCommandScope } from '@grammyjs/types';
import { type Bot } from './bot';
import { type Chat } from './chat';
import { isAdministrator } from './member';

/** Where a list of commands is kept. */
export function commandKey(scope: BotCommandScope | undefined, languageCode: string | undefined): string {
  const target = scope as { type?: string; chat_id?: number | string; user_id?: number } | undefined;
  return [target?.type ?? 'default', target?.chat_id ?? '', target?.user_id ?? '', languageCode ?? ''].join('|');
}

/**
 * The commands a person sees in a chat: of the scopes that apply, narrowest first, the first that has a list; in each, the person's language
 * before the list for all languages.
 */
export function visibleCommands(
  bot: Bot,
  chat: Chat,
  personId: number,
  languageCode: string | undefined,
): BotCommand[] {
  const isPrivate = chat.type === 'private';
  const isAdmin = isAdministrator(chat.members.get(personId));
  const scopes: BotCommandScope[] = [
    { type: 'chat_member', chat_id: chat.id, user_id: personId },
    ...(isAdmin ? [{ type: 'chat_administrators', chat_id: chat.id } as const] : []),
    { type: 'chat', chat_id: chat.id },
    ...(isAdmin ? [{ type: 'all_chat_administrators' } as const] : []),
    isPrivate ? { type: 'all_private_chats' } : { type: 'all_group_chats' },
    { type: 'default' },
  ];
  for (const scope of scopes) {
    for (const language of [languageCode, undefined]) {
      const commands = bot.commands.get(commandKey(scope, language));
      if (commands) return commands;
    }
  }
  return [];
}
