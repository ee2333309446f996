import { type Chat } from '../world/chat';
import { hasRight, isPresent, toChatMember } from '../world/member';
import { type StoredMessage } from '../world/message';
import { type Person } from '../world/person';
import { type World } from '../world/world';
import { type ChatView, type SeenChat } from './contract';
import { seeMessage } from './see-message';

/** A chat in one person's list of chats. */
export function seeChat(world: World, chat: Chat, person: Person): SeenChat {
  const blocked = chat.bot ? person.hasBlocked(chat.bot.id) : false;
  const member = chat.members.get(person.id);
  const last = lastMessage(chat);
  return {
    chatId: chat.idForPeople,
    type: chat.type,
    title: chat.bot?.name ?? chat.title,
    username: chat.bot?.username ?? chat.username,
    botId: chat.bot?.id,
    status: chat.person ? 'member' : (member?.status ?? 'left'),
    blocked,
    canSend: maySend(chat, person),
    lastMessage: last && seeMessage(world, last, person),
    pinnedMessageId: chat.pinned[0],
    replyKeyboard: chat.replyKeyboard,
    revision: chat.revision,
  };
}

/** Whether a person may write into a chat now. */
export function maySend(chat: Chat, person: Person): boolean {
  if (person.deactivated || chat.migratedTo !== undefined) return false;
  if (chat.bot) return !person.hasBlocked(chat.bot.id);
  const member = chat.members.get(person.id);
  if (chat.type === 'channel') return hasRight(member, 'can_post_messages');
  if (member?.status === 'restricted') return member.permissions?.['can_send_messages'] !== false;
  if (member?.status === 'member') return chat.permissions['can_send_messages'] !== false;
  return isPresent(member);
}

/** A group or channel as whoever steers the sandbox sees it. */
export function viewChat(chat: Chat): ChatView {
  const members = [...chat.members.values()];
  return {
    id: chat.id,
    type: chat.type,
    title: chat.title,
    username: chat.username,
    description: chat.description || undefined,
    inviteLink: [...chat.inviteLinks].find(([, link]) => link.primary)?.[0],
    joinByRequest: chat.joinByRequest,
    members: members.map(toChatMember),
    memberCount: members.filter(isPresent).length,
    pendingJoinRequests: [...chat.joinRequests.keys()],
    pinnedMessageIds: chat.pinned,
    migratedTo: chat.migratedTo,
  };
}

/** People who see what happens in a chat. */
export function* viewersOf(chat: Chat): Iterable<Person> {
  if (chat.person) yield chat.person;
  for (const member of chat.members.values()) if (!member.user.isBot && isPresent(member)) yield member.user;
}

function lastMessage(chat: Chat): StoredMessage | undefined {
  for (let id = chat.lastMessageId; id > 0 && id > chat.lastMessageId - 50; id--) {
    const message = chat.message(id);
    if (message) return message;
  }
  return undefined;
}
