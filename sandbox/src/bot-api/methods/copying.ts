import { type MessageOrigin } from '@grammyjs/types';
import { type Chat } from '../../world/chat';
import { type MessageContent, type StoredMessage } from '../../world/message';
import { renderMessage } from '../../world/render-message';
import { requireMessage } from '../../world/world';
import { badRequest } from '../api-error';
import { type Call, type MethodHandlers, type Services } from '../call';
import { checkPresence, findChat } from '../chat-access';
import { captionOf, Sender } from '../sender';

const MAX_IDS = 100;

/** Forwarding and copying, one message or many. */
export function copyingMethods(services: Services): MethodHandlers {
  const sender = new Sender(services);
  const { world } = services;

  const source = (call: Call): Chat => {
    const chat = findChat(world, call.bot, call.parameters.chatReference('from_chat_id'));
    checkPresence(call.bot, chat);
    return chat;
  };

  return {
    forwardMessage: (call) => {
      const message = requireMessage(
        source(call),
        call.parameters.number('message_id'),
        'message to forward not found',
      );
      checkReusable(message, 'forwarded');
      const destination = sender.open(call);
      destination.common.forwardOrigin = originOf(message);
      return renderMessage(sender.send(call, destination, message.content), call.bot);
    },
    copyMessage: (call) => {
      const message = requireMessage(source(call), call.parameters.number('message_id'), 'message to copy not found');
      checkReusable(message, 'copied');
      const destination = sender.open(call);
      return { message_id: sender.send(call, destination, withNewCaption(call, message.content)).id };
    },
    forwardMessages: (call) => {
      const reuse = (message: StoredMessage) => ({ content: message.content, forwardOrigin: originOf(message) });
      return many(call, 'forward', reuse);
    },
    copyMessages: (call) => {
      const bare = call.parameters.flag('remove_caption');
      return many(call, 'copy', ({ content }) => ({
        content: bare && content.media ? { media: content.media } : content,
      }));
    },
  };

  /** Messages that can't be found or reused are passed over, as long as one is left; albums stay together. */
  function many(
    call: Call,
    verb: 'forward' | 'copy',
    reuse: (message: StoredMessage) => { content: MessageContent; forwardOrigin?: MessageOrigin },
  ): { message_id: number }[] {
    const ids = call.parameters.json<number[]>('message_ids') ?? [];
    if (ids.length === 0) throw badRequest('message identifiers are not specified');
    if (ids.length > MAX_IDS) throw badRequest('too many message identifiers specified');
    if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] as number))) {
      throw badRequest('message identifiers must be in a strictly increasing order');
    }
    const from = source(call);
    const found = ids.flatMap((id) => from.message(id) ?? []).filter(isReusable);
    if (found.length === 0) throw badRequest(`there are no messages to ${verb}`);
    const { chat, common } = sender.open(call);
    sender.pay(call, chat, found.length);
    const groups = new Map<string, string>();
    return found.map((message) => {
      const group = message.mediaGroupId;
      if (group && !groups.has(group)) groups.set(group, world.takeQueryId());
      const mediaGroupId = group && groups.get(group);
      return { message_id: world.post(chat, { ...common, ...reuse(message), mediaGroupId }).id };
    });
  }
}

function isReusable(message: StoredMessage): boolean {
  return !message.protected && message.content.service === undefined;
}

function checkReusable(message: StoredMessage, verb: string): void {
  if (!isReusable(message)) throw badRequest(`message can't be ${verb}`);
}

/** A new caption replaces the old one, an empty one removes it. */
function withNewCaption(call: Call, content: MessageContent): MessageContent {
  if (!call.parameters.has('caption') || !content.media) return content;
  return { media: content.media, ...captionOf(call) };
}

/** Who wrote a message first; a forward of a forward keeps its origin. */
export function originOf(message: StoredMessage): MessageOrigin {
  if (message.forwardOrigin) return message.forwardOrigin;
  const { chat, from, date, id } = message;
  if (chat.type === 'channel') {
    return { type: 'channel', chat: chat.toObject(), message_id: id, date } as MessageOrigin;
  }
  if (from) return { type: 'user', sender_user: from.toUser(), date };
  return { type: 'hidden_user', sender_user_name: 'Deleted account', date };
}
