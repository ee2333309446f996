import { toComparableTitle, toSearchWords, type SearchWord } from './search-text';

/** Words kept per field: enough for any real title, and a bound on the index entry of a hostile one. */
const WORD_LIMITS = { title: 32, tags: 32, fileName: 16 };

export interface SearchDocument {
  /** A `tsvector` literal: title words weigh A, tags B, the original file name C. */
  readonly vector: string;
  readonly comparableTitle: string;
}

/** What of a file can be found. `title` is without the bot's suffix, which would make every file match its name. */
export function toSearchDocument(file: {
  title: string;
  tags: readonly string[];
  fileName: string | null;
}): SearchDocument {
  const title = toSearchWords(file.title, WORD_LIMITS.title);
  const tags = toSearchWords(file.tags.join(' '), WORD_LIMITS.tags);
  const fileName = toSearchWords(file.fileName ?? '', WORD_LIMITS.fileName);
  let position = 0;
  const lexemes = (words: readonly SearchWord[], weight: string): string[] =>
    words.flatMap((forms) => {
      position += 1;
      // Spellings of one word share a position. Words hold letters and digits only, so nothing needs escaping.
      return forms.map((form) => `'${form}':${position}${weight}`);
    });
  return {
    vector: [...lexemes(title, 'A'), ...lexemes(tags, 'B'), ...lexemes(fileName, 'C')].join(' '),
    comparableTitle: toComparableTitle(title),
  };
}
