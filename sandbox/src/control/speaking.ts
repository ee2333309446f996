import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { originOf } from '../bot-api/methods/copying';
import { type FileStore } from '../files/file-store';
import { type StoredFile } from '../files/stored-file';
import { withDetectedEntities } from '../text/autodetect';
import { MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH } from '../text/formatted-text';
import { type Chat } from '../world/chat';
import { hasRight } from '../world/member';
import { changeBlock } from '../world/membership';
import { type MessageContent, type MessageDraft, type StoredMessage } from '../world/message';
import { type Person } from '../world/person';
import { type World } from '../world/world';
import { type OutgoingMedia, type OutgoingMessage, type Upload } from './contract';
import { ControlError } from './control-error';
import { type Lookup } from './lookup';
import { maySend } from './see-chat';

interface Received {
  path: string;
  size: number;
  fileName?: string;
  mimeType?: string;
}

/** What people do with messages: send, forward, edit, delete, react. */
export class Speaking {
  constructor(
    private readonly world: World,
    private readonly files: FileStore,
    private readonly lookup: Lookup,
  ) {}

  async send(person: Person, message: OutgoingMessage, uploads: Upload[]): Promise<StoredMessage[]> {
    const chat = this.lookup.chatOf(person, message.chatId);
    if (!maySend(chat, person)) throw new ControlError('conflict', `${person.name} can't write in this chat`);
    if (message.replyTo !== undefined) this.lookup.message(chat, message.replyTo);
    const drafts = message.forward ? [this.forward(person, message.forward)] : await this.compose(message, uploads);
    if (chat.bot) this.world.startPrivateChat(chat.bot, person);
    const mediaGroupId = drafts.length > 1 ? this.world.takeQueryId() : undefined;
    const common = { from: person, replyToId: message.replyTo, mediaGroupId };
    return drafts.map((draft) => this.world.post(chat, { ...common, ...draft }));
  }

  /** Presses Start in the private chat with a bot. */
  start(person: Person, chat: Chat, payload: string | undefined): StoredMessage {
    if (payload !== undefined && !/^[\w-]{1,64}$/.test(payload)) {
      throw new ControlError('bad_request', 'A start payload has 1–64 characters of A-Z, a-z, 0-9, _ and -');
    }
    changeBlock(this.world, chat, false);
    chat.started = true;
    const text = payload === undefined ? '/start' : `/start ${payload}`;
    return this.world.post(chat, { from: person, content: { text, entities: withDetectedEntities(text, []) } });
  }

  edit(person: Person, message: StoredMessage, text: string): void {
    if (message.from !== person) throw new ControlError('conflict', 'Only own messages can be edited');
    const { content } = message;
    checkLength(text, content.media ? MAX_CAPTION_LENGTH : MAX_TEXT_LENGTH);
    const entities = withDetectedEntities(text, []);
    if (content.media) message.content = { ...content, caption: text, captionEntities: entities };
    else if (content.text !== undefined) message.content = { ...content, text, entities };
    else throw new ControlError('conflict', 'There is no text to edit');
    this.world.noteChange(message, true);
  }

  remove(person: Person, message: StoredMessage): void {
    const { chat } = message;
    const mayRemove =
      chat.bot !== undefined || message.from === person || hasRight(chat.members.get(person.id), 'can_delete_messages');
    if (!mayRemove) throw new ControlError('conflict', `${person.name} can't delete this message`);
    this.world.remove(chat, [message.id]);
  }

  react(person: Person, message: StoredMessage, emoji: string | null): void {
    const { chat } = message;
    const previous = message.reactions?.get(person.id);
    if ((previous ?? null) === emoji) return;
    message.reactions ??= new Map();
    if (emoji === null) message.reactions.delete(person.id);
    else message.reactions.set(person.id, emoji);
    const asList = (value: string | null | undefined): object[] => (value ? [{ type: 'emoji', emoji: value }] : []);
    for (const bot of this.world.botsIn(chat)) {
      if (chat.type !== 'private' && chat.members.get(bot.id)?.status !== 'administrator') continue;
      this.world.inform(bot, 'message_reaction', chat, {
        chat: chat.toObject(),
        message_id: message.id,
        user: person.toUser(),
        date: Math.floor(Date.now() / 1000),
        old_reaction: asList(previous),
        new_reaction: asList(emoji),
      });
    }
    this.world.noteChange(message, false);
  }

  private forward(
    person: Person,
    source: { chatId?: number; messageId: number },
  ): Pick<MessageDraft, 'content' | 'forwardOrigin'> {
    const message = this.lookup.message(this.lookup.chatOf(person, source.chatId), source.messageId);
    if (message.protected || message.content.service)
      throw new ControlError('conflict', "This message can't be forwarded");
    return { content: message.content, forwardOrigin: originOf(message) };
  }

  private async compose(message: OutgoingMessage, uploads: Upload[]): Promise<Pick<MessageDraft, 'content'>[]> {
    const { text, media = [], contact, location } = message;
    if (media.length > 10) throw new ControlError('bad_request', 'An album has at most 10 items');
    if (media.length > 0) {
      checkLength(text ?? '', MAX_CAPTION_LENGTH);
      const captionEntities = text ? withDetectedEntities(text, message.entities ?? []) : undefined;
      const caption: Partial<MessageContent> = text ? { caption: text, captionEntities } : {};
      const files = await this.resolveAll(media, uploads);
      return media.map(({ kind, hasSpoiler = false }, index) => ({
        content: {
          media: { kind, file: files[index] as StoredFile, spoiler: hasSpoiler },
          ...(index === 0 ? caption : {}),
        },
      }));
    }
    if (contact) {
      const { phoneNumber, firstName, userId } = contact;
      return [
        { content: { other: { contact: { phone_number: phoneNumber, first_name: firstName, user_id: userId } } } },
      ];
    }
    if (location) return [{ content: { other: { location } } }];
    if (!text?.trim()) throw new ControlError('bad_request', 'A message needs text or media');
    checkLength(text, MAX_TEXT_LENGTH);
    return [{ content: { text, entities: withDetectedEntities(text, message.entities ?? []) } }];
  }

  private async resolveAll(media: OutgoingMedia[], uploads: Upload[]): Promise<StoredFile[]> {
    const received = new Map<string, Received>();
    try {
      for (const upload of uploads) received.set(upload.name, await this.receive(upload));
      const files: StoredFile[] = [];
      for (const item of media) files.push(await this.resolve(item, received));
      return files;
    } finally {
      for (const { path } of received.values()) await rm(path, { force: true });
    }
  }

  private async receive({ content, fileName, mimeType }: Upload): Promise<Received> {
    const stream =
      'path' in content
        ? createReadStream(content.path)
        : 'bytes' in content
          ? Readable.from([content.bytes])
          : content.stream;
    return { ...(await this.files.receive(stream)), fileName, mimeType };
  }

  private async resolve(item: OutgoingMedia, received: ReadonlyMap<string, Received>): Promise<StoredFile> {
    const { kind, file: reference, ...rest } = item;
    const upload = attachment(reference, received);
    if (!upload) {
      const known = this.files.find(reference);
      if (!known) throw new ControlError('not_found', `There is no file ${reference}`);
      if (known.kind !== kind)
        throw new ControlError('bad_request', `File ${reference} is a ${known.kind}, not a ${kind}`);
      return known;
    }
    const preview = rest.thumbnail === undefined ? undefined : attachment(rest.thumbnail, received);
    const thumbnail = preview && (await this.files.adopt('thumbnail', preview));
    const fileName = rest.fileName ?? upload.fileName;
    return this.files.adopt(
      kind,
      { ...upload, mimeType: rest.mimeType ?? upload.mimeType },
      { ...rest, fileName, thumbnail },
    );
  }
}

function attachment(reference: string, received: ReadonlyMap<string, Received>): Received | undefined {
  if (!reference.startsWith('attach://')) return undefined;
  const upload = received.get(reference.slice('attach://'.length));
  if (!upload) throw new ControlError('bad_request', `Nothing was uploaded as ${reference}`);
  return upload;
}

function checkLength(text: string, limit: number): void {
  if (text.length > limit) throw new ControlError('bad_request', `The text is longer than ${limit} characters`);
}
