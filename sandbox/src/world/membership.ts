import { randomBytes } from 'node:crypto';
import { type ChatMemberUpdated } from '@grammyjs/types';
import { type Chat } from './chat';
import { isPresent, type Member, toChatMember } from './member';
import { type Actor } from './message';
import { type World } from './world';

/** Changes somebody's place in a chat and tells everybody: service message, `my_chat_member`, `chat_member`. */
export function changeMember(world: World, chat: Chat, next: Member, by: Actor, inviteLink?: string): void {
  const user = next.user;
  const previous: Member = chat.members.get(user.id) ?? { user, status: 'left' };
  chat.setMember(next);
  const update = {
    chat: chat.toObject(),
    from: by.toUser(),
    date: Math.floor(Date.now() / 1000),
    old_chat_member: toChatMember(previous),
    new_chat_member: toChatMember(next),
    ...(inviteLink ? { invite_link: renderInviteLink(world, chat, inviteLink) } : {}),
  } as ChatMemberUpdated;
  if (user.isBot) world.inform(user, 'my_chat_member', chat, update);
  for (const bot of world.botsIn(chat)) {
    if (bot !== user && chat.members.get(bot.id)?.status === 'administrator')
      world.inform(bot, 'chat_member', chat, update);
  }
  if (chat.type !== 'channel') announce(world, chat, previous, next, by);
  world.noteChatChange(chat);
}

function announce(world: World, chat: Chat, previous: Member, next: Member, by: Actor): void {
  const { user } = next;
  if (!isPresent(previous) && isPresent(next)) {
    const sentence = by === user ? `${user.name} joined the group` : `${by.name} added ${user.name}`;
    world.postService(chat, by, { new_chat_members: [user.toUser()], new_chat_member: user.toUser() }, sentence);
  } else if (isPresent(previous) && !isPresent(next)) {
    const sentence = by === user ? `${user.name} left the group` : `${by.name} removed ${user.name}`;
    world.postService(chat, by, { left_chat_member: user.toUser() }, sentence);
  }
}

/** A person blocks or unblocks a bot: to the bot, its own membership of the private chat changes. */
export function changeBlock(world: World, chat: Chat, blocked: boolean): void {
  const { person, bot } = chat;
  if (!person || !bot || person.hasBlocked(bot.id) === blocked) return;
  person.setBlocked(bot.id, blocked);
  const user = bot.toUser();
  const member = { status: 'member', user };
  const kicked = { status: 'kicked', user, until_date: 0 };
  world.inform(bot, 'my_chat_member', chat, {
    chat: chat.toObject(),
    from: person.toUser(),
    date: Math.floor(Date.now() / 1000),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  });
  world.emit({ type: 'person', person });
  world.noteChatChange(chat);
}

/** Makes a link for joining a chat. */
export function makeInviteLink(
  chat: Chat,
  options: { creatorId: number; name?: string; byRequest?: boolean; primary?: boolean },
): string {
  const url = `https://t.me/+${randomBytes(12).toString('base64url')}`;
  const { creatorId, name, byRequest = false, primary = false } = options;
  chat.inviteLinks.set(url, { creatorId, name, byRequest, revoked: false, primary });
  return url;
}

/** As the Bot API shows a link. */
export function renderInviteLink(world: World, chat: Chat, url: string): Record<string, unknown> {
  const link = chat.inviteLinks.get(url);
  const creator = link && world.actor(link.creatorId);
  return {
    invite_link: url,
    creator: creator?.toUser() ?? { id: 0, is_bot: false, first_name: 'Telegram' },
    creates_join_request: link?.byRequest ?? false,
    is_primary: link?.primary ?? false,
    is_revoked: link?.revoked ?? false,
    ...(link?.name ? { name: link.name } : {}),
  };
}
