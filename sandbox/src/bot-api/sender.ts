import { type ReplyParameters } from '@grammyjs/types';
import { formatText, MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH } from '../text/formatted-text';
import { type Chat } from '../world/chat';
import { type MessageContent, type MessageDraft, type StoredMessage } from '../world/message';
import { badRequest } from './api-error';
import { type Call, type Services } from './call';
import { checkWriting, findChat } from './chat-access';
import { applyReplyKeyboard, inlineKeyboardOf } from './keyboards';

/** Where a message goes and everything about it that doesn't depend on its kind. */
export interface Destination {
  chat: Chat;
  common: Omit<MessageDraft, 'content'>;
}

type ReplyMarkup = Parameters<typeof inlineKeyboardOf>[0];

/** The way every sent message takes: markup, chat, rights, reply, flood limits, then the chat itself. */
export class Sender {
  constructor(private readonly services: Services) {}

  /**
   * Checks everything that can be checked before the content is there.
   * @throws ApiError.
   */
  open(call: Call): Destination {
    const { parameters, bot } = call;
    const keyboard = inlineKeyboardOf(parameters.json<ReplyMarkup>('reply_markup'));
    const chat = findChat(this.services.world, bot, parameters.chatReference());
    checkWriting(bot, chat);
    const reply = this.findReply(chat, parameters.json<ReplyParameters>('reply_parameters'));
    return {
      chat,
      common: {
        from: bot,
        keyboard,
        replyToId: reply?.id,
        quote: reply?.quote,
        silent: parameters.flag('disable_notification') || undefined,
        protected: parameters.flag('protect_content') || undefined,
        effectId: parameters.text('message_effect_id'),
      },
    };
  }

  /** Takes `count` messages out of the flood limits. @throws ApiError 429. */
  pay(call: Call, chat: Chat, count = 1): void {
    this.services.flood.pass(call.bot.id, chat, count, call.parameters.flag('allow_paid_broadcast'));
  }

  /** Sends one message. @throws ApiError 429, 400 for rights this kind of content needs. */
  send(call: Call, { chat, common }: Destination, content: MessageContent): StoredMessage {
    if (!chat.person) checkWriting(call.bot, chat, content);
    this.pay(call, chat);
    applyReplyKeyboard(chat, call.parameters.json<ReplyMarkup>('reply_markup'));
    return this.services.world.post(chat, { ...common, content });
  }

  private findReply(
    chat: Chat,
    reply: ReplyParameters | undefined,
  ): { id: number; quote: MessageDraft['quote'] } | undefined {
    if (!reply) return undefined;
    const isElsewhere =
      reply.chat_id !== undefined && reply.chat_id !== chat.id && reply.chat_id !== `@${chat.username}`;
    const replied = isElsewhere ? undefined : chat.message(reply.message_id);
    if (!replied) {
      if (reply.allow_sending_without_reply) return undefined;
      throw badRequest('message to be replied not found');
    }
    if (!reply.quote) return { id: replied.id, quote: undefined };
    const { text } = formatText(reply.quote, reply.quote_parse_mode, reply.quote_entities);
    const position = (replied.content.text ?? replied.content.caption ?? '').indexOf(text);
    if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
    return { id: replied.id, quote: { text, position, is_manual: true } };
  }
}

/** The text of `sendMessage` and `editMessageText`. @throws ApiError 400. */
export function readText(call: Call): MessageContent {
  const { parameters } = call;
  const { text, entities } = formatText(
    parameters.text('text') ?? '',
    parameters.text('parse_mode'),
    parameters.json('entities'),
  );
  if (text === '') throw badRequest('message text is empty');
  if (text.length > MAX_TEXT_LENGTH) throw badRequest('message is too long');
  return { text, entities, linkPreview: parameters.json('link_preview_options') };
}

/** Caption fields, from parameters or from a field of an album. @throws ApiError 400. */
export function readCaption(source: {
  caption?: string;
  parse_mode?: string;
  caption_entities?: Parameters<typeof formatText>[2];
  show_caption_above_media?: boolean;
}): Pick<MessageContent, 'caption' | 'captionEntities' | 'captionAbove'> {
  if (!source.caption) return {};
  const { text, entities } = formatText(source.caption, source.parse_mode, source.caption_entities);
  if (text.length > MAX_CAPTION_LENGTH) throw badRequest('message caption is too long');
  return { caption: text || undefined, captionEntities: entities, captionAbove: source.show_caption_above_media };
}

/** {@link readCaption} of the call itself. */
export function captionOf({ parameters }: Call): ReturnType<typeof readCaption> {
  return readCaption({
    caption: parameters.text('caption'),
    parse_mode: parameters.text('parse_mode'),
    caption_entities: parameters.json('caption_entities'),
    show_caption_above_media: parameters.flag('show_caption_above_media') || undefined,
  });
}
