import { type MessageEntity } from '@grammyjs/types';

/** A text and what is marked in it; offsets and lengths count UTF-16 units, as everywhere in the Bot API. */
export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

/** Markup that can't be parsed; the message follows "can't parse entities: ". */
export class MarkupError extends Error {}

/** Offset in UTF-8 bytes of a position in the text: what Telegram's complaints count in. */
export function byteOffset(text: string, position: number): number {
  return Buffer.byteLength(text.slice(0, position), 'utf8');
}

const NESTING = ['blockquote', 'expandable_blockquote', 'text_link', 'text_mention', 'pre', 'code', 'bold', 'italic'];

/** Telegram's order: by beginning, outer before inner. */
export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  const rank = (entity: MessageEntity): number =>
    (NESTING.indexOf(entity.type) + NESTING.length + 1) % (NESTING.length + 1);
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b));
}

/** The entity for a link target: a mention by id, a link, or nothing when it is no URL at all. */
export function linkEntity(offset: number, length: number, target: string): MessageEntity | undefined {
  const mention = /^tg:(?:\/\/)?user\/?\?(?:.*&)?id=(\d{1,16})/i.exec(target);
  if (mention) {
    const user = { id: Number(mention[1]), is_bot: false, first_name: '' };
    return { type: 'text_mention', offset, length, user };
  }
  const url = normaliseUrl(target);
  return url === undefined ? undefined : { type: 'text_link', offset, length, url };
}

/** The identifier in `tg://emoji?id=…`. */
export function customEmojiId(target: string): string {
  const match = /^(?:(\w+):)?(?:\/\/)?([^/?#]*)\/?(\?[^#]*)?/.exec(target);
  if (match?.[1]?.toLowerCase() !== 'tg') throw new MarkupError('Custom emoji URL must have scheme tg');
  if (match[2]?.toLowerCase() !== 'emoji') throw new MarkupError('Custom emoji URL must have host "emoji"');
  const id = new URLSearchParams(match[3] ?? '').get('id');
  if (id === null) throw new MarkupError('Custom emoji URL must have an emoji identifier');
  if (!/^[1-9]\d{0,18}$/.test(id)) throw new MarkupError('Invalid custom emoji identifier specified');
  return id;
}

/** Adds the scheme where it is missing; `undefined` when it can't be a link. */
export function normaliseUrl(target: string): string | undefined {
  const trimmed = target.trim();
  const withScheme =
    /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/:]+\.[^/:]+:\d/.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (/^(tg|ton|tonsite|mailto|tel):/i.test(withScheme)) return withScheme;
  if (!/^https?:/i.test(withScheme) || !URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  return url.hostname.includes('.') || url.hostname === 'localhost' || url.hostname.startsWith('[')
    ? url.href
    : undefined;
}
