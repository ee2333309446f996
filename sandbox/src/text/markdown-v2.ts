import { type MessageEntity } from '@grammyjs/types';
import { byteOffset, customEmojiId, type FormattedText, linkEntity, MarkupError, sortEntities } from './entity';

type Kind =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'PreCode'
  | 'TextUrl'
  | 'CustomEmoji'
  | 'BlockQuote';

interface OpenEntity {
  kind: Kind;
  /** Where its mark stood in the source. */
  begin: number;
  /** Where its content begins in the result. */
  offset: number;
  language?: string;
}

const RESERVED = new Set('_*[]()~`>#+-=|{}.!');
const END_MARK: Record<Kind, string> = {
  Bold: '*',
  Italic: '_',
  Underline: '__',
  Strikethrough: '~',
  Spoiler: '||',
  Code: '`',
  Pre: '```',
  PreCode: '```',
  TextUrl: ']',
  CustomEmoji: ']',
  BlockQuote: '\n',
};
const SIMPLE = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
} as const;

/**
 * Parses `parse_mode: MarkdownV2`.
 * @throws MarkupError in Telegram's words.
 */
export function parseMarkdownV2(source: string): FormattedText {
  return new MarkdownV2Parser(source).parse();
}

class MarkdownV2Parser {
  private position = 0;
  private text = '';
  private readonly open: OpenEntity[] = [];
  private readonly entities: MessageEntity[] = [];

  constructor(private readonly source: string) {}

  parse(): FormattedText {
    while (this.position < this.source.length) {
      if (this.source[this.position] === '\\' && isEscapable(this.source.charCodeAt(this.position + 1))) {
        this.text += this.source[this.position + 1];
        this.position += 2;
      } else if (this.inside('Code', 'Pre', 'PreCode')) {
        if (this.atEndOf(this.top())) this.closeTop();
        else this.text += this.source[this.position++];
      } else this.readMarkup();
    }
    if (this.inside('BlockQuote')) this.closeQuote(false);
    const unclosed = this.open.at(-1);
    if (unclosed) throw this.unclosed(unclosed);
    return { text: this.text, entities: sortEntities(this.entities) };
  }

  private readMarkup(): void {
    const char = this.source[this.position] as string;
    if (!RESERVED.has(char)) {
      this.text += char;
      this.position++;
      if (char === '\n') this.endLine();
    } else if (this.open.length > 0 && this.atEndOf(this.top())) this.closeTop();
    else if (this.isExpandableEnd()) {
      this.position += 2;
      this.closeQuote(true);
    } else this.openEntity(char);
  }

  /** A quote goes on while lines begin with `>`. */
  private endLine(): void {
    if (!this.open.some((entity) => entity.kind === 'BlockQuote')) return;
    if (this.source[this.position] === '>') this.position++;
    else this.closeQuote(false);
  }

  /** `||` that closes no spoiler, at the end of a quote's last line, makes the quote expandable. */
  private isExpandableEnd(): boolean {
    if (!this.open.some((entity) => entity.kind === 'BlockQuote') || !this.source.startsWith('||', this.position))
      return false;
    return /^(\r?\n(?!>)|$)/.test(this.source.slice(this.position + 2, this.position + 5));
  }

  private closeQuote(expandable: boolean): void {
    const top = this.top();
    if (top.kind !== 'BlockQuote') throw this.unclosed(top);
    if (expandable) {
      const lineEnd = /^\r?\n/.exec(this.source.slice(this.position, this.position + 2))?.[0] ?? '';
      this.text += lineEnd;
      this.position += lineEnd.length;
    }
    this.open.pop();
    const length = this.text.length - top.offset;
    if (length > 0) {
      this.entities.push({ type: expandable ? 'expandable_blockquote' : 'blockquote', offset: top.offset, length });
    }
  }

  private openEntity(char: string): void {
    const begin = this.position;
    const rest = (mark: string): boolean => this.source.startsWith(mark, begin);
    if (rest('```')) return this.openPre(begin);
    const kind: Kind | undefined =
      char === '*' ? 'Bold'
      : rest('__') ? 'Underline'
      : char === '_' ? 'Italic'
      : char === '~' ? 'Strikethrough'
      : rest('||') ? 'Spoiler'
      : char === '`' ? 'Code'
      : char === '[' ? 'TextUrl'
      : rest('![') ? 'CustomEmoji'
      : char === '>' && this.canStartQuote() ? 'BlockQuote'
      : undefined; // prettier-ignore
    if (!kind) throw new MarkupError(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
    this.open.push({ kind, begin, offset: this.text.length });
    this.position += kind === 'Underline' || kind === 'Spoiler' || kind === 'CustomEmoji' ? 2 : 1;
  }

  private canStartQuote(): boolean {
    return /(^|[\r\n])$/.test(this.text.slice(-1)) && !this.open.some((entity) => entity.kind === 'BlockQuote');
  }

  private openPre(begin: number): void {
    this.position += 3;
    const language = /^[^\s`]*/.exec(this.source.slice(this.position))?.[0] ?? '';
    const after = this.source[this.position + language.length];
    const hasLanguage = language !== '' && after !== undefined && after !== '`';
    if (hasLanguage) this.position += language.length;
    this.position += /^(\r\n|\n\r|\n|\r)?/.exec(this.source.slice(this.position, this.position + 2))?.[0].length ?? 0;
    this.open.push({ kind: hasLanguage ? 'PreCode' : 'Pre', begin, offset: this.text.length, language });
  }

  private atEndOf(entity: OpenEntity): boolean {
    if (!this.source.startsWith(END_MARK[entity.kind], this.position)) return false;
    return entity.kind !== 'Italic' || this.source[this.position + 1] !== '_';
  }

  private closeTop(): void {
    const entity = this.open.pop() as OpenEntity;
    this.position += END_MARK[entity.kind].length;
    const range = { offset: entity.offset, length: this.text.length - entity.offset };
    let made: MessageEntity | undefined;
    if (entity.kind === 'TextUrl') {
      const target = this.readTarget('a URL') ?? this.text.slice(entity.offset);
      made = linkEntity(range.offset, range.length, target);
    } else if (entity.kind === 'CustomEmoji') {
      const target = this.readTarget('a custom emoji URL');
      if (target === undefined) throw new MarkupError('Custom emoji entity must contain a tg://emoji URL');
      made = { type: 'custom_emoji', ...range, custom_emoji_id: customEmojiId(target) };
    } else if (entity.kind === 'Code') made = { type: 'code', ...range };
    else if (entity.kind === 'Pre') made = { type: 'pre', ...range };
    else if (entity.kind === 'PreCode') made = { type: 'pre', ...range, language: entity.language };
    else made = { type: SIMPLE[entity.kind as keyof typeof SIMPLE], ...range };
    if (made && range.length > 0) this.entities.push(made);
  }

  /** The `(target)` after `]`, when there is one. */
  private readTarget(what: string): string | undefined {
    if (this.source[this.position] !== '(') return undefined;
    const begin = ++this.position;
    let target = '';
    for (; this.position < this.source.length; this.position++) {
      const char = this.source[this.position] as string;
      if (char === ')') {
        this.position++;
        return target;
      }
      if (char === '\\' && isEscapable(this.source.charCodeAt(this.position + 1))) this.position++;
      target += this.source[this.position];
    }
    throw new MarkupError(`Can't find end of ${what} at byte offset ${byteOffset(this.source, begin)}`);
  }

  private inside(...kinds: Kind[]): boolean {
    const top = this.open.at(-1);
    return top !== undefined && kinds.includes(top.kind);
  }

  private top(): OpenEntity {
    return this.open.at(-1) as OpenEntity;
  }

  private unclosed(entity: OpenEntity): MarkupError {
    return new MarkupError(
      `Can't find end of ${entity.kind} entity at byte offset ${byteOffset(this.source, entity.begin)}`,
    );
  }
}

/** ASCII only: a backslash before anything else is a backslash. */
function isEscapable(code: number): boolean {
  return code > 0 && code <= 126;
}
