import { type InlineKeyboardButton } from '@grammyjs/types';
import { type StoredFile } from '../files/stored-file';
import { type Bot } from '../world/bot';
import { type Chat, type StoredMessage } from '../world/chat';
import { type Person } from '../world/person';
import { renderMessage } from '../world/render-message';
import { type World } from '../world/world';
import { type SeenButton, type SeenMedia, type SeenMessage, type SeenSender } from './contract';

/** A message in the eyes of one person. */
export function seeMessage(world: World, message: StoredMessage, person: Person): SeenMessage {
  const { chat, content } = message;
  const replied = message.replyToId === undefined ? undefined : chat.message(message.replyToId);
  const bot = botFor(world, chat);
  return {
    chatId: chat.idForPeople,
    messageId: message.id,
    revision: message.revision,
    date: message.date,
    editedAt: message.editDate,
    from: senderOf(message),
    outgoing: message.from === person && chat.type !== 'channel',
    text: textOf(message),
    entities: content.entities ?? content.captionEntities ?? [],
    media: content.media && seeMedia(content.media.file, content.media.spoiler),
    mediaGroupId: message.mediaGroupId,
    buttons: message.keyboard?.inline_keyboard.map((row) => row.map(seeButton)) ?? [],
    replyTo: replied && seeReplied(replied),
    forwardedFrom: message.forwardOrigin && originName(message.forwardOrigin as unknown as Record<string, unknown>),
    viaBot: message.viaBot?.username,
    silent: message.silent ?? false,
    protected: message.protected ?? false,
    pinned: chat.pinned.includes(message.id),
    reactions: seeReactions(message, person),
    service: content.service,
    raw: bot ? renderMessage(message, bot) : ({} as SeenMessage['raw']),
  };
}

function seeReplied(message: StoredMessage): SeenMessage['replyTo'] {
  const { media } = message.content;
  return {
    messageId: message.id,
    from: senderOf(message).name,
    text: textOf(message).slice(0, 200),
    media: media && seeMedia(media.file, media.spoiler).kind,
  };
}

/** The bot whose `file_id`s stand in the raw message. */
function botFor(world: World, chat: Chat): Bot | undefined {
  return chat.bot ?? world.botsIn(chat)[0] ?? world.firstBot();
}

function senderOf({ chat, from }: StoredMessage): SeenSender {
  if (chat.type === 'channel' || !from) return { id: chat.id, name: chat.title, username: chat.username, isBot: false };
  return { id: from.id, name: from.name, username: from.username, isBot: from.isBot };
}

/** Text, caption, or a line for what has neither. */
function textOf({ content }: StoredMessage): string {
  if (content.text !== undefined || content.media) return content.text ?? content.caption ?? '';
  const other = content.other as
    | {
        contact?: { first_name: string; phone_number: string };
        location?: { latitude: number; longitude: number };
        dice?: { emoji: string; value: number };
        poll?: { question: string };
      }
    | undefined;
  if (other?.contact) return `👤 ${other.contact.first_name}, ${other.contact.phone_number}`;
  if (other?.location) return `📍 ${other.location.latitude}, ${other.location.longitude}`;
  if (other?.dice) return `${other.dice.emoji} ${other.dice.value}`;
  if (other?.poll) return `📊 ${other.poll.question}`;
  return '';
}

function seeMedia(file: StoredFile, hasSpoiler: boolean): SeenMedia {
  const preview =
    file.thumbnail ?? file.smaller?.findLast((size) => Math.max(size.width ?? 0, size.height ?? 0) <= 320);
  return {
    kind: file.kind === 'thumbnail' ? 'photo' : file.kind,
    fileUniqueId: file.uniqueId,
    fileName: file.fileName,
    mimeType: file.mimeType,
    size: file.size,
    width: file.width,
    height: file.height,
    durationSeconds: file.durationSeconds,
    title: file.title,
    performer: file.performer,
    hasSpoiler,
    thumbnail: preview && {
      fileUniqueId: preview.uniqueId,
      width: preview.width ?? 0,
      height: preview.height ?? 0,
      size: preview.size,
    },
  };
}

function seeButton(button: InlineKeyboardButton): SeenButton {
  const label = button.text;
  if ('callback_data' in button) return { label, kind: 'callback', data: button.callback_data };
  if ('url' in button) return { label, kind: 'url', url: button.url };
  if ('switch_inline_query_current_chat' in button) {
    return { label, kind: 'switch_inline_current', query: button.switch_inline_query_current_chat };
  }
  if ('switch_inline_query' in button) return { label, kind: 'switch_inline', query: button.switch_inline_query };
  if ('switch_inline_query_chosen_chat' in button) {
    return { label, kind: 'switch_inline', query: button.switch_inline_query_chosen_chat.query };
  }
  if ('copy_text' in button) return { label, kind: 'copy_text', copyText: button.copy_text.text };
  if ('web_app' in button) return { label, kind: 'web_app', url: button.web_app.url };
  if ('login_url' in button) return { label, kind: 'login', url: button.login_url.url };
  return { label, kind: 'other' };
}

function originName(origin: Record<string, unknown>): string {
  const user = origin['sender_user'] as { first_name: string; last_name?: string } | undefined;
  if (user) return [user.first_name, user.last_name].filter(Boolean).join(' ');
  const chat = (origin['chat'] ?? origin['sender_chat']) as { title?: string } | undefined;
  return chat?.title ?? (origin['sender_user_name'] as string | undefined) ?? '';
}

function seeReactions(message: StoredMessage, person: Person): SeenMessage['reactions'] {
  const counts = new Map<string, { emoji: string; count: number; mine: boolean }>();
  for (const [userId, emoji] of message.reactions ?? []) {
    const entry = counts.get(emoji) ?? { emoji, count: 0, mine: false };
    entry.count++;
    entry.mine ||= userId === person.id;
    counts.set(emoji, entry);
  }
  return [...counts.values()];
}
