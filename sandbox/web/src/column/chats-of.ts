import type { BotView, SeenChat } from '../../../src/control/contract';
import type { World } from '../state/world';

/** All chats of a person, newest first; bots that were never written to come last, ready to be started. */
export function chatsOf(world: Pick<World, 'bots' | 'chats' | 'people'>, personId: number): SeenChat[] {
  const chats = [...(world.chats.get(personId) ?? [])];
  chats.sort((a, b) => (b.lastMessage?.date ?? 0) - (a.lastMessage?.date ?? 0) || b.revision - a.revision);
  const known = new Set(chats.map(({ chatId }) => chatId));
  const blockedBots = world.people.get(personId)?.blockedBots ?? [];
  const fresh = world.bots.filter(({ id }) => !known.has(id));
  return [...chats, ...fresh.map((bot) => unstartedChat(bot, blockedBots.includes(bot.id)))];
}

function unstartedChat(bot: BotView, blocked: boolean): SeenChat {
  return {
    chatId: bot.id,
    type: 'private',
    title: bot.first_name,
    username: bot.username,
    botId: bot.id,
    status: 'member',
    blocked,
    canSend: !blocked,
    revision: 0,
  };
}
