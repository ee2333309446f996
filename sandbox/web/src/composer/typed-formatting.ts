import type { MessageEntity } from '@grammyjs/types';

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

type SimpleKind = 'bold' | 'italic' | 'strikethrough' | 'spoiler' | 'code';

const MARKS: [kind: SimpleKind, group: string][] = [
  ['code', 'code'],
  ['bold', 'bold'],
  ['italic', 'italic'],
  ['strikethrough', 'strike'],
  ['spoiler', 'spoiler'],
];

const FORMATTED = new RegExp(
  [
    '```(?:(?<language>[\\w+#-]{1,20})\\n)?(?<pre>[^]+?)```',
    '`(?<code>[^`\\n]+)`',
    '\\*\\*(?<bold>[^\\n]+?)\\*\\*',
    '(?<!\\w)__(?<italic>[^\\n]+?)__(?!\\w)',
    '~~(?<strike>[^\\n]+?)~~',
    '\\|\\|(?<spoiler>[^]+?)\\|\\|',
  ].join('|'),
  'g',
);

/** Reads what Telegram's desktop apps format while typing: **bold**, __italic__, ~~struck~~, ||hidden||, `code` and ```blocks```. */
export function readTypedFormatting(source: string): FormattedText {
  const entities: MessageEntity[] = [];
  let text = '';
  let position = 0;
  for (const match of source.matchAll(FORMATTED)) {
    const groups = match.groups ?? {};
    text += source.slice(position, match.index);
    position = match.index + match[0].length;
    const offset = text.length;
    if (groups.pre !== undefined) {
      text += groups.pre.replace(/\n$/, '');
      entities.push({ type: 'pre', offset, length: text.length - offset, language: groups.language });
      continue;
    }
    const [kind, group] = MARKS.find(([, name]) => groups[name] !== undefined) ?? ['code', 'code'];
    const written = groups[group] ?? '';
    const inner = kind === 'code' ? { text: written, entities: [] } : readTypedFormatting(written);
    text += inner.text;
    entities.push({ type: kind, offset, length: inner.text.length });
    entities.push(...inner.entities.map((entity) => ({ ...entity, offset: entity.offset + offset })));
  }
  return { text: text + source.slice(position), entities };
}
