import { countErrors } from '../common/typing-errors';
import { type SearchWord, toComparableTitle } from './search-text';
import { forgivenErrors, MAX_CORRECTABLE_LENGTH, wordsOneErrorAway } from './word-correction';

/** A word of the vocabulary that may stand for a typed one. */
export interface KnownWord {
  /** The typed form it was found for. */
  typed: string;
  word: string;
  /** How many files hold it. */
  files: number;
}

/** Alternatives that one typed word may bring into a query. */
const MAX_ALTERNATIVES = 16;
/** How much of an ending may be missing in the library: `kitoblar` still finds `kitob`. */
const MAX_ENDING = 5;
const MIN_STEM = 4;

/** One typed word and what it may stand for. */
export interface QueryWord {
  readonly forms: SearchWord;
  /** Other words to look for as well; empty when the word is only looked for as typed. */
  readonly alternatives: readonly KnownWord[];
}

/** A `tsquery` that asks for every word, in any order, each as typed or as one of its alternatives. */
export function allOf(words: readonly QueryWord[]): string {
  return words.map(anyFormOf).join(' & ');
}

/** The same, but one word may be missing; of two words the rarer one must be there. */
export function allButOneOf(words: readonly QueryWord[]): string {
  if (words.length < 3) {
    const [rarest] = [...words].sort((a, b) => filesOf(a) - filesOf(b));
    return rarest ? anyFormOf(rarest) : '';
  }
  return words.map((_, left) => `(${allOf(words.filter((__, index) => index !== left))})`).join(' | ');
}

/** Only the words as they were typed: for ranking. */
export function exactly(words: readonly SearchWord[]): string {
  return allOf(words.map((forms) => ({ forms, alternatives: [] })));
}

export { toComparableTitle };

/** Adds the words that begin like the typed ones, the most used first. */
export function withBeginnings(words: readonly SearchWord[], known: readonly KnownWord[]): QueryWord[] {
  return words.map((forms) => ({ forms, alternatives: mostUsed(known.filter(({ typed }) => forms.includes(typed))) }));
}

export const isKnown = (word: QueryWord): boolean => word.alternatives.length > 0;
export const isKnownExactly = ({ forms, alternatives }: QueryWord): boolean =>
  alternatives.some(({ word }) => forms.includes(word));

/** What a mistyped or inflected word may have been meant as, to be looked up: one error away, or a shorter stem. */
export function likelyMeant([typed]: SearchWord): string[] {
  const length = Array.from(typed).length;
  const stems = Array.from({ length: MAX_ENDING }, (_, cut) => typed.slice(0, -(cut + 1))).filter(
    (stem) => stem.length >= Math.max(MIN_STEM, length / 2),
  );
  if (forgivenErrors(length) === 0 || length > MAX_CORRECTABLE_LENGTH) return stems;
  return [...wordsOneErrorAway(typed), ...stems];
}

/** Adds corrections to a word: those with the fewest errors only, the most used first. */
export function withCorrections(word: QueryWord, found: readonly KnownWord[]): QueryWord {
  const [typed] = word.forms;
  const limit = forgivenErrors(Array.from(typed).length);
  const near = found.filter((known) => known.typed === typed && typed !== known.word);
  const byErrors = near.map((known) => ({
    known,
    errors: countErrors(typed, known.word, limit) ?? stemErrors(typed, known),
  }));
  const fewest = Math.min(...byErrors.map(({ errors }) => errors));
  if (!Number.isFinite(fewest)) return word;
  const best = byErrors.filter(({ errors }) => errors === fewest).map(({ known }) => known);
  return { forms: word.forms, alternatives: [...word.alternatives, ...mostUsed(best)] };
}

/** A stem is no typing error, but weaker than one: it counts after two of them. */
const stemErrors = (typed: string, { word }: KnownWord): number =>
  word.length >= MIN_STEM && typed.startsWith(word) ? 3 : Number.POSITIVE_INFINITY;

const mostUsed = (known: readonly KnownWord[]): KnownWord[] =>
  [...known].sort((a, b) => b.files - a.files).slice(0, MAX_ALTERNATIVES);

const filesOf = ({ alternatives }: QueryWord): number => alternatives.reduce((sum, { files }) => sum + files, 0);

function anyFormOf({ forms, alternatives }: QueryWord): string {
  const distinct = new Set([...forms, ...alternatives.map(({ word }) => word)]);
  // Folded words hold letters and digits only: quoted, they can't be taken for an operator.
  return `(${[...distinct].map((word) => `'${word}'`).join(' | ')})`;
}
