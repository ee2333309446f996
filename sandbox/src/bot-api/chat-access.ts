import { type Bot } from '../world/bot';
import { type Chat } from '../world/chat';
import { hasRight, isPresent } from '../world/member';
import { type MessageContent } from '../world/message';
import { type Person } from '../world/person';
import { type World } from '../world/world';
import { badRequest, forbidden } from './api-error';

/** Finds the chat a bot means, if it may know of it. Whether it may write there is {@link checkWriting}'s question. */
export function findChat(world: World, bot: Bot, reference: number | string): Chat {
  if (typeof reference === 'string') {
    const chat = reference.startsWith('@') ? world.groupByUsername(reference.slice(1)) : undefined;
    if (!chat) throw badRequest('chat not found');
    return checkMigration(chat);
  }
  if (reference > 0) return findPrivateChat(world, bot, reference);
  const chat = world.groups.get(reference);
  if (!chat || (!chat.members.has(bot.id) && !chat.username)) throw badRequest('chat not found');
  return checkMigration(chat);
}

function findPrivateChat(world: World, bot: Bot, personId: number): Chat {
  const person = world.people.get(personId);
  if (!person) {
    if (world.bots.has(personId)) throw forbidden("bot can't send messages to bots");
    throw badRequest('chat not found');
  }
  const chat = world.privateChat(bot, person);
  if (chat) return chat;
  if (haveCommonGroup(world, bot, person)) throw forbidden("bot can't initiate conversation with a user");
  throw badRequest('chat not found');
}

function haveCommonGroup(world: World, bot: Bot, person: Person): boolean {
  for (const chat of world.groups.values()) if (chat.members.has(bot.id) && chat.members.has(person.id)) return true;
  return false;
}

function checkMigration(chat: Chat): Chat {
  if (chat.migratedTo === undefined) return chat;
  throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo });
}

/** What a bot's membership lets it see. @throws ApiError 403 when it was removed. */
export function checkPresence(bot: Bot, chat: Chat): void {
  if (chat.person) return;
  const member = chat.members.get(bot.id);
  if (member?.status === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (!isPresent(member)) throw forbidden(`bot is not a member of the ${chat.type} chat`);
}

/**
 * Whether a bot may send this kind of content into the chat.
 * @throws ApiError 403 for people and groups that shut it out, 400 for missing rights.
 */
export function checkWriting(bot: Bot, chat: Chat, content?: MessageContent): void {
  if (chat.person) {
    if (chat.person.deactivated) throw forbidden('user is deactivated');
    if (chat.person.hasBlocked(bot.id)) throw forbidden('bot was blocked by the user');
    return;
  }
  checkPresence(bot, chat);
  const member = chat.members.get(bot.id);
  if (chat.type === 'channel') {
    if (!hasRight(member, 'can_post_messages')) throw badRequest('need administrator rights in the channel chat');
    return;
  }
  if (member?.status === 'administrator' || member?.status === 'creator' || !content) return;
  const [permission, what] = neededPermission(content);
  const granted = (member?.status === 'restricted' ? member.permissions : chat.permissions)?.[permission];
  if (granted === false) throw badRequest(`not enough rights to send ${what} to the chat`);
}

function neededPermission(content: MessageContent): [permission: string, what: string] {
  switch (content.media?.kind) {
    case 'photo':
      return ['can_send_photos', 'photos'];
    case 'document':
      return ['can_send_documents', 'documents'];
    case 'audio':
      return ['can_send_audios', 'audios'];
    case 'video':
      return ['can_send_videos', 'videos'];
    case 'voice':
      return ['can_send_voice_notes', 'voice notes'];
    case 'video_note':
      return ['can_send_video_notes', 'video notes'];
    case 'animation':
    case 'sticker':
      return ['can_send_other_messages', 'animations'];
    case undefined:
      return ['can_send_messages', 'text messages'];
  }
}
