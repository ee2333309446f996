/** The signs that a style puts around words. */
export interface MarkSigns {
  readonly before: string;
  readonly after: string;
  /** What else stands before words in this style, when it is not always the same. */
  readonly opens?: RegExp;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a text, what takes its place, and what is selected then. */
export interface MarkEdit extends Stretch {
  readonly insert: string;
  readonly selected: Stretch;
}

/** Puts the signs around the selected words, or takes them off where they stand around them or at their ends already. */
export function toggleMark(text: string, selection: Stretch, { before, after, opens }: MarkSigns): MarkEdit {
  const { from, to } = withoutSpaces(text, selection);
  const words = text.slice(from, to);
  const openingAt = (opening: string): string | undefined =>
    opens ? opens.exec(opening)?.[0] : opening.endsWith(before) ? before : undefined;

  const around = openingAt(text.slice(0, from));
  if (around !== undefined && text.startsWith(after, to)) {
    const begin = from - around.length;
    return { from: begin, to: to + after.length, insert: words, selected: { from: begin, to: begin + words.length } };
  }
  const inside = openingAt(words.slice(0, words.indexOf('>') + 1));
  if (inside !== undefined && words.startsWith(inside) && words.endsWith(after)) {
    const insert = words.slice(inside.length, -after.length);
    return { from, to, insert, selected: { from, to: from + insert.length } };
  }
  const begin = from + before.length;
  return { from, to, insert: before + words + after, selected: { from: begin, to: begin + words.length } };
}

/** Who selects a word by pressing twice often has the space after it, too. */
function withoutSpaces(text: string, { from, to }: Stretch): Stretch {
  const words = text.slice(from, to);
  if (words.trim() === '') return { from, to };
  return { from: from + words.length - words.trimStart().length, to: to - words.length + words.trimEnd().length };
}
