import { type ReactionType } from '@grammyjs/types';
import { decodeInlineMessageId } from '../../world/inline-message-id';
import { hasRight } from '../../world/member';
import { type MessageContent, type StoredMessage } from '../../world/message';
import { renderMessage } from '../../world/render-message';
import { requireMessage } from '../../world/world';
import { badRequest } from '../api-error';
import { type Call, type MethodHandlers, type Services } from '../call';
import { checkWriting, findChat } from '../chat-access';
import { InputFiles } from '../input-files';
import { inlineKeyboardOf } from '../keyboards';
import { captionOf, readText } from '../sender';
import { contentOfInputMedia, type InputMediaItem } from './sending';

const DELETE_WITHIN_SECONDS = 48 * 60 * 60;
const MAX_IDS = 100;
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** Changing and removing what was said. */
export function editingMethods(services: Services): MethodHandlers {
  const { world } = services;
  const inputFiles = new InputFiles(services);

  return {
    editMessageText: (call) => {
      const content = readText(call);
      const message = target(call);
      if (message.content.text === undefined) throw badRequest('there is no text in the message to edit');
      return edit(call, message, content);
    },
    editMessageCaption: (call) => {
      const caption = captionOf(call);
      const message = target(call);
      const { media } = message.content;
      if (!media) throw badRequest('there is no caption in the message to edit');
      return edit(call, message, { media, ...caption });
    },
    editMessageMedia: async (call) => {
      const item = call.parameters.json<InputMediaItem>('media') as InputMediaItem;
      const message = target(call);
      return edit(call, message, await contentOfInputMedia(inputFiles, call, item));
    },
    editMessageReplyMarkup: (call) => {
      const message = target(call);
      return edit(call, message, message.content);
    },
    deleteMessage: (call) => {
      const chat = findChat(world, call.bot, call.parameters.chatReference());
      checkWriting(call.bot, chat);
      const message = requireMessage(chat, call.parameters.number('message_id'), 'message to delete not found');
      checkDeletable(call, message);
      world.remove(chat, [message.id]);
      return true;
    },
    deleteMessages: (call) => {
      const ids = call.parameters.json<number[]>('message_ids') ?? [];
      if (ids.length === 0) throw badRequest('message identifiers are not specified');
      if (ids.length > MAX_IDS) throw badRequest('too many message identifiers specified');
      const chat = findChat(world, call.bot, call.parameters.chatReference());
      checkWriting(call.bot, chat);
      const found = ids.flatMap((id) => chat.message(id) ?? []);
      for (const message of found) checkDeletable(call, message);
      world.remove(chat, ids);
      return true;
    },
    setMessageReaction: (call) => {
      const chat = findChat(world, call.bot, call.parameters.chatReference());
      const message = requireMessage(chat, call.parameters.number('message_id'), 'message to react not found');
      setReaction(call, message);
      world.noteChange(message, false);
      return true;
    },
  };

  function target(call: Call): StoredMessage {
    const { parameters, bot } = call;
    const inlineId = parameters.text('inline_message_id');
    if (inlineId !== undefined) {
      const message = decodeInlineMessageId(world, inlineId);
      if (!message || message.viaBot !== bot) throw badRequest('MESSAGE_ID_INVALID');
      return message;
    }
    if (!parameters.has('chat_id')) throw badRequest('chat_id is empty');
    if (!parameters.has('message_id')) throw badRequest('message identifier is not specified');
    const chat = findChat(world, bot, parameters.chatReference());
    checkWriting(bot, chat);
    const message = requireMessage(chat, parameters.number('message_id'), 'message to edit not found');
    const mayEditOthers = chat.type === 'channel' && hasRight(chat.members.get(bot.id), 'can_edit_messages');
    if (message.from !== bot && !mayEditOthers) throw badRequest("message can't be edited");
    return message;
  }

  function edit(call: Call, message: StoredMessage, content: MessageContent): unknown {
    const keyboard = inlineKeyboardOf(call.parameters.json('reply_markup'));
    const before = JSON.stringify([comparable(message.content), message.keyboard]);
    if (before === JSON.stringify([comparable(content), keyboard])) throw badRequest(NOT_MODIFIED);
    services.flood.pass(call.bot.id, message.chat, 1, false);
    message.content = content;
    message.keyboard = keyboard;
    world.noteChange(message, true);
    return call.parameters.has('inline_message_id') ? true : renderMessage(message, call.bot);
  }

  function checkDeletable({ bot }: Call, message: StoredMessage): void {
    const { chat } = message;
    const member = chat.members.get(bot.id);
    const isOwn = message.from === bot;
    if (!chat.person && !isOwn && !hasRight(member, 'can_delete_messages'))
      throw badRequest("message can't be deleted");
    const isOld = Date.now() / 1000 - message.date > DELETE_WITHIN_SECONDS;
    if (isOld && (chat.person || !hasRight(member, 'can_delete_messages')))
      throw badRequest("message can't be deleted");
  }
}

/** Content with the file reduced to its number: the same file sent again is no change. */
function comparable(content: MessageContent): unknown {
  const { media, ...rest } = content;
  return [
    media && [media.kind, media.file.number, media.spoiler],
    rest.captionEntities?.length ? rest : { ...rest, captionEntities: undefined },
  ];
}

function setReaction({ bot, parameters }: Call, message: StoredMessage): void {
  const reactions = parameters.json<ReactionType[]>('reaction') ?? [];
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  const [reaction] = reactions;
  message.reactions ??= new Map();
  if (!reaction) message.reactions.delete(bot.id);
  else if (reaction.type === 'emoji') message.reactions.set(bot.id, reaction.emoji);
  else throw badRequest('REACTION_INVALID');
}
