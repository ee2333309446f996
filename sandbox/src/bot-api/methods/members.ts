import { type Chat } from '../../world/chat';
import { ADMIN_RIGHTS, isAdministrator, type Member, MEMBER_PERMISSIONS } from '../../world/member';
import { changeMember, makeInviteLink, renderInviteLink } from '../../world/membership';
import { type Actor } from '../../world/message';
import { badRequest } from '../api-error';
import { type Call, type MethodHandlers, type Services } from '../call';
import { checkPresence, findChat } from '../chat-access';
import { requireGroupRight } from '../chat-rights';

/** Who is in a group or channel, and how one gets in. */
export function memberMethods({ world }: Services): MethodHandlers {
  const moderated = (call: Call): { chat: Chat; user: Actor; current: Member } => {
    const chat = requireGroupRight(world, call, 'can_restrict_members', 'restrict/unrestrict chat member');
    const user = userOf(call);
    const current = chat.members.get(user.id) ?? { user, status: 'left' };
    if (current.status === 'creator') throw badRequest("can't remove chat owner");
    if (current.status === 'administrator') throw badRequest('user is an administrator of the chat');
    return { chat, user, current };
  };
  return {
    banChatMember: (call) => {
      const { chat, user } = moderated(call);
      changeMember(world, chat, { user, status: 'kicked', until: call.parameters.number('until_date') }, call.bot);
      return true;
    },
    unbanChatMember: (call) => {
      const { chat, user, current } = moderated(call);
      if (current.status !== 'kicked' && call.parameters.flag('only_if_banned')) return true;
      if (current.status !== 'left') changeMember(world, chat, { user, status: 'left' }, call.bot);
      return true;
    },
    restrictChatMember: (call) => {
      const { chat, user } = moderated(call);
      if (chat.type !== 'supergroup') throw badRequest('method is available only for supergroups');
      const given = call.parameters.json<Record<string, boolean>>('permissions') ?? {};
      const permissions = Object.fromEntries(MEMBER_PERMISSIONS.map((name) => [name, given[name] ?? false]));
      const isFree = MEMBER_PERMISSIONS.every((name) => permissions[name]);
      const until = call.parameters.number('until_date');
      const next: Member = isFree ? { user, status: 'member' } : { user, status: 'restricted', permissions, until };
      changeMember(world, chat, next, call.bot);
      return true;
    },
    promoteChatMember: (call) => {
      const chat = requireGroupRight(world, call, 'can_promote_members', 'promote chat member');
      const user = userOf(call);
      if (chat.members.get(user.id)?.status === 'creator') throw badRequest("can't remove chat owner");
      const rights = new Set<string>(ADMIN_RIGHTS.filter((right) => call.parameters.flag(right)));
      changeMember(
        world,
        chat,
        rights.size > 0 ? { user, status: 'administrator', rights } : { user, status: 'member' },
        call.bot,
      );
      return true;
    },
    setChatAdministratorCustomTitle: (call) => {
      const chat = requireGroupRight(world, call, 'can_promote_members', 'change custom title of the user');
      const member = chat.members.get(userOf(call).id);
      if (!member || !isAdministrator(member)) throw badRequest('user is not an administrator');
      member.customTitle = call.parameters.text('custom_title');
      return true;
    },
    leaveChat: (call) => {
      const chat = findChat(world, call.bot, call.parameters.chatReference());
      checkPresence(call.bot, chat);
      if (chat.person) throw badRequest("chat member status can't be changed in private chats");
      changeMember(world, chat, { user: call.bot, status: 'left' }, call.bot);
      return true;
    },
    exportChatInviteLink: (call) => {
      const chat = requireGroupRight(world, call, 'can_invite_users', 'manage chat invite link');
      for (const link of chat.inviteLinks.values())
        if (link.primary) Object.assign(link, { primary: false, revoked: true });
      return makeInviteLink(chat, { creatorId: call.bot.id, primary: true });
    },
    createChatInviteLink: (call) => {
      const chat = requireGroupRight(world, call, 'can_invite_users', 'manage chat invite link');
      const name = call.parameters.text('name');
      if (name !== undefined && name.length > 32) throw badRequest('invite link name is too long');
      const byRequest = call.parameters.flag('creates_join_request');
      return renderInviteLink(world, chat, makeInviteLink(chat, { creatorId: call.bot.id, name, byRequest }));
    },
    revokeChatInviteLink: (call) => {
      const chat = requireGroupRight(world, call, 'can_invite_users', 'manage chat invite link');
      const url = call.parameters.text('invite_link') ?? '';
      const link = chat.inviteLinks.get(url);
      if (!link) throw badRequest('INVITE_HASH_EXPIRED');
      link.revoked = true;
      return renderInviteLink(world, chat, url);
    },
    approveChatJoinRequest: (call) => {
      const { chat, user, link } = takeJoinRequest(call);
      changeMember(world, chat, { user, status: 'member' }, call.bot, link);
      return true;
    },
    declineChatJoinRequest: (call) => {
      world.noteChatChange(takeJoinRequest(call).chat);
      return true;
    },
  };

  function userOf(call: Call): Actor {
    const user = world.actor(call.parameters.number('user_id') as number);
    if (!user) throw badRequest('user not found');
    return user;
  }

  function takeJoinRequest(call: Call): { chat: Chat; user: Actor; link: string | undefined } {
    const chat = requireGroupRight(world, call, 'can_invite_users', 'invite users');
    const user = userOf(call);
    const request = chat.joinRequests.get(user.id);
    if (!request) throw badRequest('HIDE_REQUESTER_MISSING');
    chat.joinRequests.delete(user.id);
    return { chat, user, link: request.link };
  }
}
