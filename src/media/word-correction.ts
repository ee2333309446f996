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
