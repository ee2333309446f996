import {
  BroadcastMarkupInvalid,
  BroadcastTextEmpty,
  BroadcastTextTooLong,
  type MarkupFault,
} from '../broadcast.errors';

/** https://core.telegram.org/bots/api#sendmessage: 1–4096 characters after entities parsing. */
export const MAX_TEXT_LENGTH = 4096;

/** https://core.telegram.org/bots/api#html-style */
const TAGS = new Set([
  ...['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del', 'span', 'tg-spoiler'],
  ...['a', 'tg-emoji', 'code', 'pre', 'blockquote'],
]);
const ENTITY = /&(lt|gt|amp|quot|#\d{1,7}|#x[\da-f]{1,6});/gi;
const ENTITY_HERE = new RegExp(`^${ENTITY.source}`, 'i');
const TAG = /^<(\/?)([a-z][a-z\d-]*)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*>/i;
const EXCERPT = 24;

/**
 * Reads a text in Telegram's HTML the way Telegram will, so that what can't be sent is found before the first of
 * thousands is sent. Throws `BroadcastTextEmpty`, `BroadcastTextTooLong` and `BroadcastMarkupInvalid`.
 */
export function checkMessageHtml(html: string): void {
  const open: string[] = [];
  let text = '';
  for (let at = 0; at < html.length;) {
    const rest = html.slice(at, at + 4096);
    const entity = ENTITY_HERE.exec(rest);
    if (entity) {
      text += '&';
      at += entity[0].length;
    } else if (html[at] === '<') {
      at += readTag(rest, open);
    } else {
      text += html[at];
      at += 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) refuse('unclosed', `<${unclosed}>`);
  if (text.trim() === '') throw new BroadcastTextEmpty();
  if (text.length > MAX_TEXT_LENGTH) throw new BroadcastTextTooLong(text.length, MAX_TEXT_LENGTH);
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** What people read of a text in Telegram's HTML: without its markup, with its entities as the characters they stand for. */
export function plainTextOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(ENTITY, (whole, name: string) => {
    const named = NAMED[name.toLowerCase()];
    if (named !== undefined) return named;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Answers how many characters the tag takes. */
function readTag(rest: string, open: string[]): number {
  const found = TAG.exec(rest);
  if (!found) return refuse(/^<\/?[a-z]/i.test(rest) ? 'badTag' : 'bareSign', rest);
  const [whole, slash, written = '', attributes = ''] = found;
  const name = written.toLowerCase();
  if (!TAGS.has(name)) refuse('unknownTag', rest);
  if (slash) {
    if (open.pop() !== name) refuse('unopened', rest);
    return whole.length;
  }
  checkAttributes(name, attributes, rest);
  open.push(name);
  return whole.length;
}

function checkAttributes(name: string, attributes: string, rest: string): void {
  if (name === 'a' && !/\shref\s*=\s*("[^"]+"|'[^']+'|[^\s"'>]+)/i.test(attributes)) refuse('badLink', rest);
  if (name === 'span' && !/\sclass\s*=\s*["']?tg-spoiler["']?\s*$/i.test(attributes)) refuse('unknownTag', rest);
  if (name === 'tg-emoji' && !/\semoji-id\s*=\s*["']?\d+["']?\s*$/i.test(attributes)) refuse('badTag', rest);
}

function refuse(fault: MarkupFault, near: string): never {
  throw new BroadcastMarkupInvalid(fault, near.slice(0, EXCERPT));
}
