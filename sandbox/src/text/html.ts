import { type MessageEntity } from '@grammyjs/types';
import { byteOffset, customEmojiId, type FormattedText, linkEntity, MarkupError, sortEntities } from './entity';

interface OpenTag {
  name: string;
  /** Where `<` stood in the source. */
  begin: number;
  /** Where its content begins in the result. */
  offset: number;
  attributes: Map<string, string>;
}

type SimpleType = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler';

const SIMPLE = new Map<string, SimpleType>([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strikethrough'],
  ['strike', 'strikethrough'],
  ['del', 'strikethrough'],
  ['tg-spoiler', 'spoiler'],
  ['span', 'spoiler'],
]);
const OTHER = new Set(['a', 'code', 'pre', 'blockquote', 'tg-emoji']);
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * Parses `parse_mode: HTML`.
 * @throws MarkupError in Telegram's words.
 */
export function parseHtml(source: string): FormattedText {
  return new HtmlParser(source).parse();
}

class HtmlParser {
  private position = 0;
  private text = '';
  private readonly open: OpenTag[] = [];
  private readonly entities: MessageEntity[] = [];
  /** Languages of `<code class="language-x">` by range: they move to a `<pre>` of the same range. */
  private readonly languages = new Map<MessageEntity, string>();

  constructor(private readonly source: string) {}

  parse(): FormattedText {
    while (this.position < this.source.length) {
      const char = this.source[this.position];
      if (char === '<') {
        if (this.source[this.position + 1] === '/') this.readEndTag();
        else this.readStartTag();
      } else if (char === '&') {
        this.text += this.readCharacterReference();
      } else {
        this.text += char;
        this.position++;
      }
    }
    const unclosed = this.open.at(-1);
    if (unclosed) throw new MarkupError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    return { text: this.text, entities: sortEntities(mergePreWithCode(this.entities, this.languages)) };
  }

  private readStartTag(): void {
    const begin = this.position++;
    const name = this.readWhile(/[^\s>]/).toLowerCase();
    if (this.atEnd()) throw this.complaint('Unclosed start tag', begin);
    if (!SIMPLE.has(name) && !OTHER.has(name)) throw this.complaint(`Unsupported start tag "${name}"`, begin);
    const attributes = this.readAttributes(name, begin);
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw this.complaint('Tag "span" must have class "tg-spoiler"', begin);
    }
    this.open.push({ name, begin, offset: this.text.length, attributes });
  }

  private readAttributes(tag: string, begin: number): Map<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      this.readWhile(/\s/);
      if (this.atEnd()) throw this.complaint(`Unclosed start tag "${tag}"`, begin);
      if (this.source[this.position] === '>') break;
      const name = this.readWhile(/[^\s=>]/).toLowerCase();
      if (name === '') throw this.complaint(`Empty attribute name in the tag "${tag}"`, begin);
      this.readWhile(/\s/);
      if (this.source[this.position] !== '=') {
        attributes.set(name, '');
        continue;
      }
      this.position++;
      this.readWhile(/\s/);
      if (this.atEnd()) throw this.complaint(`Unclosed start tag "${tag}"`, begin);
      attributes.set(name, this.readAttributeValue(begin));
    }
    this.position++;
    return attributes;
  }

  private readAttributeValue(begin: number): string {
    const quote = this.source[this.position] as string;
    if (quote !== '"' && quote !== "'") {
      const tokenBegin = this.position;
      const token = this.readWhile(/[a-z0-9.-]/i);
      if (this.atEnd() || !/[\s>]/.test(this.source[this.position] as string)) {
        throw this.complaint('Unexpected end of name token', tokenBegin);
      }
      return token.toLowerCase();
    }
    this.position++;
    let value = '';
    while (!this.atEnd() && this.source[this.position] !== quote) {
      if (this.source[this.position] === '&') value += this.readCharacterReference();
      else value += this.source[this.position++];
    }
    if (this.atEnd()) throw this.complaint('Unclosed start tag', begin);
    this.position++;
    return value;
  }

  private readEndTag(): void {
    const begin = this.position;
    const tag = this.open.pop();
    if (!tag) throw this.complaint('Unexpected end tag', begin);
    this.position += 2;
    const name = this.readWhile(/[^\s>]/).toLowerCase();
    this.readWhile(/\s/);
    if (this.source[this.position] !== '>') throw this.complaint('Unclosed end tag', begin);
    if (name !== '' && name !== tag.name) {
      throw new MarkupError(
        `Unmatched end tag at byte offset ${byteOffset(this.source, begin)}, expected "</${tag.name}>", found "</${name}>"`,
      );
    }
    this.position++;
    if (this.text.length > tag.offset) this.addEntity(tag);
  }

  private addEntity(tag: OpenTag): void {
    const range = { offset: tag.offset, length: this.text.length - tag.offset };
    const simple = SIMPLE.get(tag.name);
    if (simple) {
      this.entities.push({ type: simple, ...range });
    } else if (tag.name === 'a') {
      const link = linkEntity(range.offset, range.length, tag.attributes.get('href') || this.text.slice(tag.offset));
      if (link) this.entities.push(link);
    } else if (tag.name === 'tg-emoji') {
      const id = tag.attributes.get('emoji-id') ?? '';
      this.entities.push({ type: 'custom_emoji', ...range, custom_emoji_id: customEmojiId(`tg://emoji?id=${id}`) });
    } else if (tag.name === 'blockquote') {
      this.entities.push({ type: tag.attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote', ...range });
    } else {
      const entity: MessageEntity = { type: tag.name === 'pre' ? 'pre' : 'code', ...range };
      const language = /^language-(.+)$/.exec(tag.attributes.get('class') ?? '')?.[1];
      if (language && tag.name === 'code') this.languages.set(entity, language);
      this.entities.push(entity);
    }
  }

  /** `&lt;` and its kin and numeric references; whatever else begins with `&` stays as it is. */
  private readCharacterReference(): string {
    const rest = this.source.slice(this.position, this.position + 12);
    const numeric = /^&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/i.exec(rest);
    const code = numeric ? (numeric[1] ? parseInt(numeric[1], 16) : Number(numeric[2])) : 0;
    if (numeric && code > 0 && code <= 0x10ffff) {
      this.position += numeric[0].length;
      return String.fromCodePoint(code);
    }
    const named = /^&(lt|gt|amp|quot)(;|(?![a-z]))/.exec(rest);
    this.position += named ? named[0].length : 1;
    return named ? (NAMED[named[1] as string] as string) : '&';
  }

  private readWhile(allowed: RegExp): string {
    const begin = this.position;
    while (!this.atEnd() && allowed.test(this.source[this.position] as string)) this.position++;
    return this.source.slice(begin, this.position);
  }

  private atEnd(): boolean {
    return this.position >= this.source.length;
  }

  private complaint(what: string, position: number): MarkupError {
    return new MarkupError(`${what} at byte offset ${byteOffset(this.source, position)}`);
  }
}

/** `<pre><code class="language-x">` over one range is a single `pre` with a language. */
function mergePreWithCode(entities: MessageEntity[], languages: Map<MessageEntity, string>): MessageEntity[] {
  for (const [code, language] of languages) {
    const same = (entity: MessageEntity): boolean =>
      entity.type === 'pre' && entity.offset === code.offset && entity.length === code.length;
    const pre = entities.find(same);
    if (!pre) continue;
    Object.assign(pre, { language });
    entities.splice(entities.indexOf(code), 1);
  }
  return entities;
}
