import { type MessageEntity } from '@grammyjs/types';
import { byteOffset, type FormattedText, linkEntity, MarkupError } from './entity';

/**
 * Parses the legacy `parse_mode: Markdown`: no nesting, four marks.
 * @throws MarkupError in Telegram's words.
 */
export function parseMarkdown(source: string): FormattedText {
  let text = '';
  const entities: MessageEntity[] = [];
  for (let position = 0; position < source.length;) {
    const char = source[position] as string;
    if (char === '\\' && /[_*`[]/.test(source[position + 1] ?? '')) {
      text += source[position + 1];
      position += 2;
    } else if (!/[_*`[]/.test(char)) {
      text += char;
      position++;
    } else {
      const entity = readEntity(source, position, text.length);
      if (entity.made && entity.content !== '') entities.push(entity.made);
      text += entity.content;
      position = entity.end;
    }
  }
  return { text, entities };
}

function readEntity(
  source: string,
  begin: number,
  offset: number,
): { content: string; made?: MessageEntity; end: number } {
  const isPre = source.startsWith('```', begin);
  const mark = isPre ? '```' : (source[begin] as string);
  const contentBegin = begin + mark.length;
  const contentEnd = source.indexOf(mark === '[' ? ']' : mark, contentBegin);
  if (contentEnd < 0) {
    throw new MarkupError(`Can't find end of the entity starting at byte offset ${byteOffset(source, begin)}`);
  }
  const end = contentEnd + mark.length;
  let content = source.slice(contentBegin, contentEnd);
  if (mark === '[') {
    const target = /^\(([^)]*)\)/.exec(source.slice(end));
    const made = target
      ? linkEntity(offset, content.length, target[1] as string)
      : linkEntity(offset, content.length, content);
    return { content, made, end: end + (target?.[0].length ?? 0) };
  }
  if (isPre) {
    const [prefix, language] = /^([^\s`]*)\r?\n/.exec(content) ?? ['', ''];
    content = content.slice(prefix.length);
    const made: MessageEntity = { type: 'pre', offset, length: content.length, ...(language ? { language } : {}) };
    return { content, made, end };
  }
  const type = mark === '*' ? 'bold' : mark === '_' ? 'italic' : 'code';
  return { content, made: { type, offset, length: content.length }, end };
}
