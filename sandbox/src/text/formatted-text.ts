import { type MessageEntity } from '@grammyjs/types';
import { badRequest } from '../bot-api/api-error';
import { withDetectedEntities } from './autodetect';
import { type FormattedText, MarkupError, sortEntities } from './entity';
import { parseHtml } from './html';
import { parseMarkdown } from './markdown';
import { parseMarkdownV2 } from './markdown-v2';

/** Longest text and caption after parsing, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 4096;
export const MAX_CAPTION_LENGTH = 1024;

const PARSERS: Record<string, (source: string) => FormattedText> = {
  html: parseHtml,
  markdown: parseMarkdown,
  markdownv2: parseMarkdownV2,
};

/**
 * Text as it will stand in the message: markup parsed, ends trimmed, links and commands found.
 * @throws ApiError 400 for markup or entities that don't fit the text.
 */
export function formatText(source: string, parseMode?: string, given?: MessageEntity[]): FormattedText {
  const parsed = parse(source, parseMode, given);
  const clean = trim(parsed);
  return { text: clean.text, entities: withDetectedEntities(clean.text, clean.entities) };
}

function parse(source: string, parseMode: string | undefined, given: MessageEntity[] | undefined): FormattedText {
  const mode = parseMode?.toLowerCase();
  if (!mode || mode === 'none') return { text: source, entities: checkEntities(source, given ?? []) };
  const parser = PARSERS[mode];
  if (!parser) throw badRequest('unsupported parse_mode');
  try {
    return parser(source);
  } catch (error) {
    if (error instanceof MarkupError) throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
}

function checkEntities(text: string, entities: MessageEntity[]): MessageEntity[] {
  for (const { offset, length } of entities) {
    if (offset < 0 || length < 0 || offset > 1_000_000 || length > 1_000_000) {
      throw badRequest("can't parse entities: receive an entity with incorrect offset or length");
    }
    if (offset + length > text.length) {
      throw badRequest(
        `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
      );
    }
    if (splitsSurrogatePair(text, offset)) {
      throw badRequest(
        `entity begins in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, offset))}`,
      );
    }
  }
  const marking = entities.filter((entity) => entity.length > 0);
  return marking.length > 1 ? sortEntities([...marking]) : marking;
}

function splitsSurrogatePair(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** Space at both ends is dropped, and entities shrink with it. */
function trim({ text, entities }: FormattedText): FormattedText {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what Telegram turns into spaces
  const cleaned = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
  const begin = cleaned.length - cleaned.trimStart().length;
  const end = cleaned.trimEnd().length;
  if (begin === 0 && end === cleaned.length) return { text: cleaned, entities };
  const shrunk = entities.flatMap((entity) => {
    const from = Math.max(entity.offset, begin);
    const length = Math.min(entity.offset + entity.length, end) - from;
    return length > 0 ? [{ ...entity, offset: from - begin, length }] : [];
  });
  return { text: cleaned.slice(begin, Math.max(begin, end)), entities: shrunk };
}
