import { type Chat } from '../../world/chat';
import { isAdministrator, isPresent, MEMBER_PERMISSIONS, toChatMember } from '../../world/member';
import { renderMessage } from '../../world/render-message';
import { requireMessage } from '../../world/world';
import { badRequest } from '../api-error';
import { type Call, type MethodHandlers, type Services } from '../call';
import { checkPresence, checkWriting, findChat } from '../chat-access';
import { requireRight } from '../chat-rights';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'record_audio',
  'upload_audio',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** Looking at chats and changing them; their members have a file of their own. */
export function chatMethods({ world }: Services): MethodHandlers {
  const chatOf = (call: Call): Chat => {
    const chat = findChat(world, call.bot, call.parameters.chatReference());
    checkPresence(call.bot, chat);
    return chat;
  };
  return {
    getChat: (call) => describeChat(chatOf(call), call),
    getChatMemberCount: (call) => {
      const chat = chatOf(call);
      return chat.person ? 2 : [...chat.members.values()].filter(isPresent).length;
    },
    getChatAdministrators: (call) => {
      const chat = chatOf(call);
      if (chat.person) throw badRequest('there are no administrators in the private chat');
      const admins = [...chat.members.values()].filter(isAdministrator);
      return admins.filter(({ user }) => !user.isBot || user === call.bot).map(toChatMember);
    },
    getChatMember: (call) => {
      const chat = chatOf(call);
      const user = world.actor(call.parameters.number('user_id') as number);
      if (!user) throw badRequest('PARTICIPANT_ID_INVALID');
      if (chat.person) {
        if (user !== chat.person && user !== call.bot) throw badRequest('PARTICIPANT_ID_INVALID');
        return toChatMember({ user, status: 'member' });
      }
      const isAdmin = isAdministrator(chat.members.get(call.bot.id));
      if (chat.type === 'channel' && !isAdmin) throw badRequest('member list is inaccessible');
      return toChatMember(chat.members.get(user.id) ?? { user, status: 'left' });
    },
    sendChatAction: (call) => {
      const action = call.parameters.text('action') ?? '';
      if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
      const chat = findChat(world, call.bot, call.parameters.chatReference());
      checkWriting(call.bot, chat);
      world.emit({ type: 'action', chat, bot: call.bot, action });
      return true;
    },
    setChatTitle: (call) => {
      const chat = requireRight(world, call, 'can_change_info', 'change chat title');
      const title = (call.parameters.text('title') ?? '').trim();
      if (title === '') throw badRequest('title must be non-empty');
      if (title.length > 128) throw badRequest('CHAT_TITLE_TOO_LONG');
      if (title === chat.title) throw badRequest('chat title is not modified');
      chat.title = title;
      world.postService(chat, call.bot, { new_chat_title: title }, `The title is now “${title}”`);
      world.noteChatChange(chat);
      return true;
    },
    setChatDescription: (call) => {
      const chat = requireRight(world, call, 'can_change_info', 'change chat description');
      const description = call.parameters.text('description') ?? '';
      if (description === chat.description) throw badRequest('chat description is not modified');
      chat.description = description.slice(0, 255);
      return true;
    },
    setChatPermissions: (call) => {
      const chat = requireRight(world, call, 'can_restrict_members', 'change chat permissions');
      const given = call.parameters.json<Record<string, boolean>>('permissions') ?? {};
      chat.permissions = Object.fromEntries(MEMBER_PERMISSIONS.map((name) => [name, given[name] ?? false]));
      return true;
    },
    pinChatMessage: (call) => {
      const chat = requireRight(world, call, chatRight(call), 'pin a message');
      const message = requireMessage(chat, call.parameters.number('message_id'), 'message to pin not found');
      chat.pinned = [message.id, ...chat.pinned.filter((id) => id !== message.id)];
      world.postService(
        chat,
        call.bot,
        { pinned_message: renderMessage(message, call.bot, false) },
        `${call.bot.name} pinned a message`,
      );
      world.noteChange(message, false);
      world.noteChatChange(chat);
      return true;
    },
    unpinChatMessage: (call) => {
      const chat = requireRight(world, call, chatRight(call), 'unpin a message');
      const id = call.parameters.number('message_id') ?? chat.pinned[0];
      if (id === undefined || !chat.pinned.includes(id)) throw badRequest('message to unpin not found');
      chat.pinned = chat.pinned.filter((pinned) => pinned !== id);
      world.noteChatChange(chat);
      return true;
    },
    unpinAllChatMessages: (call) => {
      const chat = requireRight(world, call, chatRight(call), 'unpin a message');
      chat.pinned = [];
      world.noteChatChange(chat);
      return true;
    },
  };

  function chatRight(call: Call): string {
    const chat = findChat(world, call.bot, call.parameters.chatReference());
    return chat.type === 'channel' ? 'can_edit_messages' : 'can_pin_messages';
  }
}

function describeChat(chat: Chat, call: Call): Record<string, unknown> {
  const pinned = chat.pinned.map((id) => chat.message(id)).find((message) => message !== undefined);
  const link = [...chat.inviteLinks].find(([, { primary }]) => primary)?.[0];
  const username = chat.person?.username ?? chat.username;
  return {
    ...chat.toObject(),
    ...(username ? { active_usernames: [username] } : {}),
    accent_color_id: Math.abs(chat.id) % 7,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
    ...(chat.description ? { description: chat.description } : {}),
    ...(link ? { invite_link: link } : {}),
    ...(chat.joinByRequest ? { join_by_request: true } : {}),
    ...(pinned ? { pinned_message: renderMessage(pinned, call.bot, false) } : {}),
    ...(chat.type === 'group' || chat.type === 'supergroup'
      ? { permissions: Object.fromEntries(MEMBER_PERMISSIONS.map((name) => [name, chat.permissions[name] ?? true])) }
      : {}),
  };
}
