import { type Message, type PhotoSize } from '@grammyjs/types';
import { encodeFileId } from '../files/file-id';
import { type StoredFile } from '../files/stored-file';
import { type Bot } from './bot';
import { type MessageContent, type StoredMessage } from './message';

/** A message as the Bot API gives it to one bot: with that bot's `file_id`s, and the replied one, one level deep. */
export function renderMessage(message: StoredMessage, bot: Bot, withReply = true): Message {
  const rendered: Record<string, unknown> = { message_id: message.id };
  if (message.chat.type === 'channel') rendered['sender_chat'] = message.chat.toObject();
  else if (message.from) rendered['from'] = message.from.toUser();
  rendered['chat'] = message.chat.toObject();
  rendered['date'] = message.date;
  if (message.editDate) rendered['edit_date'] = message.editDate;
  if (message.forwardOrigin) rendered['forward_origin'] = message.forwardOrigin;
  if (message.replyToId !== undefined && withReply) {
    const replied = message.chat.message(message.replyToId);
    if (replied) rendered['reply_to_message'] = renderMessage(replied, bot, false);
  }
  if (message.quote) rendered['quote'] = message.quote;
  if (message.viaBot) rendered['via_bot'] = message.viaBot.toUser();
  if (message.mediaGroupId) rendered['media_group_id'] = message.mediaGroupId;
  if (message.protected) rendered['has_protected_content'] = true;
  if (message.effectId) rendered['effect_id'] = message.effectId;
  addContent(rendered, message.content, bot);
  if (message.keyboard) rendered['reply_markup'] = message.keyboard;
  return rendered as unknown as Message;
}

function addContent(rendered: Record<string, unknown>, content: MessageContent, bot: Bot): void {
  if (content.text !== undefined) {
    rendered['text'] = content.text;
    if (content.entities?.length) rendered['entities'] = content.entities;
    if (content.linkPreview) rendered['link_preview_options'] = content.linkPreview;
  }
  if (content.media) {
    const { kind, file, spoiler } = content.media;
    rendered[kind] = kind === 'photo' ? renderPhoto(file, bot) : renderFile(file, bot);
    // Clients that know no animations find them as documents.
    if (kind === 'animation') rendered['document'] = renderFile(file, bot);
    if (spoiler) rendered['has_media_spoiler'] = true;
    if (content.caption) rendered['caption'] = content.caption;
    if (content.captionEntities?.length) rendered['caption_entities'] = content.captionEntities;
    if (content.captionAbove) rendered['show_caption_above_media'] = true;
  }
  if (content.other) Object.assign(rendered, content.other);
}

/** All sizes of a photo, smallest first. */
export function renderPhoto(file: StoredFile, bot: Bot): PhotoSize[] {
  return [...(file.smaller ?? []), file].map((size) => renderPhotoSize(size, bot));
}

function renderPhotoSize(file: StoredFile, bot: Bot): PhotoSize {
  return {
    file_id: encodeFileId(file.kind, bot.id, file.number),
    file_unique_id: file.uniqueId,
    file_size: file.size,
    width: file.width ?? 0,
    height: file.height ?? 0,
  };
}

function renderFile(file: StoredFile, bot: Bot): Record<string, unknown> {
  const common: Record<string, unknown> = {
    file_id: encodeFileId(file.kind, bot.id, file.number),
    file_unique_id: file.uniqueId,
    file_size: file.size,
  };
  if (file.thumbnail) {
    common['thumbnail'] = renderPhotoSize(file.thumbnail, bot);
    common['thumb'] = common['thumbnail'];
  }
  if (file.kind === 'video_note') return { ...common, length: file.width ?? 240, duration: file.durationSeconds ?? 0 };
  if (file.kind === 'sticker') {
    const size = { width: file.width ?? 512, height: file.height ?? 512 };
    return { ...common, ...size, type: 'regular', is_animated: false, is_video: false };
  }
  common['mime_type'] = file.mimeType;
  if (file.fileName !== undefined && file.kind !== 'voice') common['file_name'] = file.fileName;
  if (file.kind === 'document') return common;
  common['duration'] = file.durationSeconds ?? 0;
  if (file.kind === 'audio') Object.assign(common, { title: file.title, performer: file.performer });
  if (file.kind === 'video' || file.kind === 'animation') {
    Object.assign(common, { width: file.width ?? 0, height: file.height ?? 0 });
  }
  return common;
}
