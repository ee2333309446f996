import { type MessageEntity } from '@grammyjs/types';
import { type MediaKind } from '../../control/contract';
import { type FileAttributes } from '../../files/file-store';
import { type MessageContent } from '../../world/message';
import { renderMessage } from '../../world/render-message';
import { badRequest } from '../api-error';
import { type Call, type MethodHandler, type MethodHandlers, type Services } from '../call';
import { checkWriting } from '../chat-access';
import { fileField, fileParameter, InputFiles } from '../input-files';
import { captionOf, readCaption, readText, Sender } from '../sender';

const KIND_BY_METHOD: Record<string, MediaKind> = {
  sendPhoto: 'photo',
  sendAudio: 'audio',
  sendDocument: 'document',
  sendVideo: 'video',
  sendAnimation: 'animation',
  sendVoice: 'voice',
  sendVideoNote: 'video_note',
  sendSticker: 'sticker',
};

/** An item of `sendMediaGroup` or the new content of `editMessageMedia`. */
export interface InputMediaItem {
  type: string;
  media: string;
  thumbnail?: string;
  caption?: string;
  parse_mode?: string;
  caption_entities?: MessageEntity[];
  show_caption_above_media?: boolean;
  has_spoiler?: boolean;
  width?: number;
  height?: number;
  duration?: number;
  title?: string;
  performer?: string;
}

/** Sending what is text or has a file. */
export function sendingMethods(services: Services): MethodHandlers {
  const sender = new Sender(services);
  const inputFiles = new InputFiles(services);
  const sendKind =
    (kind: MediaKind): MethodHandler =>
    async (call) => {
      const { parameters } = call;
      const caption = captionOf(call);
      const destination = sender.open(call);
      const file = await inputFiles.resolve(
        call,
        kind,
        fileParameter(call, kind),
        `there is no ${kind.replace('_', ' ')} in the request`,
        attributesOf(call),
        fileParameter(call, 'thumbnail'),
      );
      const content = { media: { kind, file, spoiler: parameters.flag('has_spoiler') }, ...caption };
      return renderMessage(sender.send(call, destination, content), call.bot);
    };
  return {
    sendMessage: (call) => {
      const content = readText(call);
      return renderMessage(sender.send(call, sender.open(call), content), call.bot);
    },
    ...Object.fromEntries(Object.entries(KIND_BY_METHOD).map(([method, kind]) => [method, sendKind(kind)])),
    sendMediaGroup: (call) => sendAlbum(services, sender, inputFiles, call),
  };
}

function attributesOf({ parameters }: Call): FileAttributes {
  const side = parameters.number('length');
  return {
    width: parameters.number('width') ?? side,
    height: parameters.number('height') ?? side,
    durationSeconds: parameters.number('duration'),
    title: parameters.text('title'),
    performer: parameters.text('performer'),
  };
}

/** Resolves the file of an InputMedia object and makes content of it. @throws ApiError 400. */
export async function contentOfInputMedia(
  inputFiles: InputFiles,
  call: Call,
  item: InputMediaItem,
): Promise<MessageContent> {
  const kind = item.type as MediaKind;
  const attributes: FileAttributes = {
    width: item.width,
    height: item.height,
    durationSeconds: item.duration,
    title: item.title,
    performer: item.performer,
  };
  const caption = readCaption(item);
  const thumbnail = fileField(call, item.thumbnail);
  const file = await inputFiles.resolve(
    call,
    kind,
    fileField(call, item.media),
    'media not found',
    attributes,
    thumbnail,
  );
  return { media: { kind, file, spoiler: item.has_spoiler ?? false }, ...caption };
}

async function sendAlbum(services: Services, sender: Sender, inputFiles: InputFiles, call: Call): Promise<unknown> {
  const items = call.parameters.json<InputMediaItem[]>('media') ?? [];
  checkAlbum(items);
  const destination = sender.open(call);
  const contents: MessageContent[] = [];
  for (const item of items) contents.push(await contentOfInputMedia(inputFiles, call, item));
  for (const content of contents) checkWriting(call.bot, destination.chat, content);
  sender.pay(call, destination.chat, items.length);
  const mediaGroupId = services.world.takeQueryId();
  const common = { ...destination.common, mediaGroupId };
  const messages = contents.map((content) => services.world.post(destination.chat, { ...common, content }));
  return messages.map((message) => renderMessage(message, call.bot));
}

function checkAlbum(items: InputMediaItem[]): void {
  if (items.length === 0) throw badRequest('there are no messages to send');
  if (items.length === 1) throw badRequest('media group must include 2-10 items');
  if (items.length > 10) throw badRequest('there are too many messages to be sent as an album');
  const types = new Set(items.map((item) => item.type));
  for (const type of types) {
    if (type === 'animation' || type === 'live_photo')
      throw badRequest(`type "${type}" can't be used in sendMediaGroup`);
    const isExclusive = type === 'document' || type === 'audio';
    if (isExclusive && types.size > 1) {
      throw badRequest(`${type === 'audio' ? 'Audio' : 'Document'} can't be mixed with other media types`);
    }
  }
}
