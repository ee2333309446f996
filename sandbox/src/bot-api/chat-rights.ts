import { type Chat } from '../world/chat';
import { hasRight } from '../world/member';
import { type World } from '../world/world';
import { badRequest } from './api-error';
import { type Call } from './call';
import { checkPresence, findChat } from './chat-access';

/**
 * The chat of a call in which the bot must be an administrator with this right; in private chats everything is allowed that makes sense there.
 * @throws ApiError 400 "not enough rights to …", 403.
 */
export function requireRight(world: World, call: Call, right: string, doing: string): Chat {
  const chat = findChat(world, call.bot, call.parameters.chatReference());
  checkPresence(call.bot, chat);
  if (!chat.person && !hasRight(chat.members.get(call.bot.id), right))
    throw badRequest(`not enough rights to ${doing}`);
  return chat;
}

/** {@link requireRight} for methods that make no sense in private chats. */
export function requireGroupRight(world: World, call: Call, right: string, doing: string): Chat {
  const chat = requireRight(world, call, right, doing);
  if (chat.person) throw badRequest('method is available only for groups and supergroups');
  return chat;
}
