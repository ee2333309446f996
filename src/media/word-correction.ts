/** Letters that folded text consists of; other scripts are corrected by deletions and transpositions only. */
const ALPHABET = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');

/** Beyond this a list of all neighbours grows past what one index look-up should carry. */
export const MAX_CORRECTABLE_LENGTH = 24;

/** How many typing errors a word of this length is forgiven. Two letters with one of them wrong could be anything. */
export function forgivenErrors(length: number): 0 | 1 | 2 {
  if (length < 3) return 0;
  return length < 7 ? 1 : 2;
}

/**
 * Every word one typing error away: a letter missing, too many, wrong, or swapped with its neighbour. Some 70 words
 * for each letter; looked up in the vocabulary's primary key, which finds what trigrams of short words miss.
 */
export function wordsOneErrorAway(word: string): string[] {
  const letters = Array.from(word);
  const found = new Set<string>();
  const withPart = (from: number, to: number, part: readonly string[]): void => {
    found.add([...letters.slice(0, from), ...part, ...letters.slice(to)].join(''));
  };
  for (let at = 0; at <= letters.length; at += 1) {
    for (const letter of ALPHABET) {
      withPart(at, at, [letter]);
      if (at < letters.length) withPart(at, at + 1, [letter]);
    }
    if (at < letters.length) withPart(at, at + 1, []);
    const [here, next] = [letters[at], letters[at + 1]];
    if (here !== undefined && next !== undefined) withPart(at, at + 2, [next, here]);
  }
  found.delete(word);
  found.delete('');
  return [...found];
}

/**
 * The number of typing errors between two words (optimal string alignment: a swap of neighbours is one error), or
 * `null` when there are more than `limit`.
 */
export function countErrors(typed: string, meant: string, limit: number): number | null {
  const [a, b] = [Array.from(typed), Array.from(meant)];
  if (Math.abs(a.length - b.length) > limit) return null;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let errors = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        errors = Math.min(errors, at(beforeLast, column - 2) + 1);
      }
      current.push(errors);
    }
    if (Math.min(...current) > limit) return null;
    [beforeLast, last] = [last, current];
  }
  const errors = at(last, b.length);
  return errors <= limit ? errors : null;
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
