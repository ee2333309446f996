import { Injectable } from '@nestjs/common';
import type { MediaFile, MediaKind } from './media-file';
import { MediaSearchCache } from './media-search.cache';
import { MediaSearchRepository, type RankedQuery } from './media-search.repository';
import { allButOneOf, allOf, exactly, isKnown, isKnownExactly, likelyMeant, type QueryWord } from './search-query';
import { withBeginnings, withCorrections } from './search-query';
import { type SearchWord, toComparableTitle, toSearchWords } from './search-text';

/** More words than this are left out: a whole paragraph is no query. */
const MAX_WORDS = 8;
/** Words corrected in one query, the longest first: each costs a look-up of some hundred candidates. */
const MAX_CORRECTED = 4;
const MAX_BEGINNINGS = 16;
const MAX_ALIKE = 40;

export interface SearchRequest {
  /** Anything a person may type: blank, huge and hostile texts find nothing or little, and harm nothing. */
  text: string;
  /** From 1; numbers past the end are moved to the last page. */
  page: number;
  /** 1 to 50. */
  pageSize: number;
  /** Default: every kind. */
  kinds?: readonly MediaKind[];
  /** Leaves out new files that are still being prepared; for inline mode, which can't make anybody wait. */
  sendableOnly?: boolean;
}

export interface SearchResults {
  readonly items: readonly MediaFile[];
  /** Stops at 20,000. */
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  /** True when nothing held the words as typed and these are the closest. */
  readonly corrected: boolean;
}

type Found = Pick<SearchResults, 'items' | 'total' | 'corrected'>;
type Paging = Pick<SearchResults, 'page' | 'pageSize'>;

/**
 * Finds files by title, tags and original file name: words in any order and any script we know, beginnings of words,
 * and, when that finds nothing, words with typing errors forgiven. Answers are remembered for some seconds.
 */
@Injectable()
export class MediaSearchService {
  constructor(
    private readonly repository: MediaSearchRepository,
    private readonly cache: MediaSearchCache<SearchResults>,
  ) {}

  async search(request: SearchRequest): Promise<SearchResults> {
    const paging = { page: clamp(request.page, 1, 10_000), pageSize: clamp(request.pageSize, 1, 50) };
    const words = toSearchWords(request.text, MAX_WORDS);
    if (words.length === 0 || request.kinds?.length === 0)
      return { items: [], total: 0, ...paging, page: 1, corrected: false };
    const scope = { kinds: request.kinds, sendableOnly: request.sendableOnly ?? false };
    return this.cache.get(JSON.stringify([words, paging, scope]), async () => {
      const found = await this.find(words, scope, paging);
      const lastPage = Math.max(1, Math.ceil(found.total / paging.pageSize));
      return { ...found, ...paging, page: Math.min(paging.page, lastPage) };
    });
  }

  private async find(
    words: readonly SearchWord[],
    scope: Pick<RankedQuery, 'kinds' | 'sendableOnly'>,
    paging: Paging,
  ): Promise<Found> {
    const run = async (matching: string, corrected: boolean): Promise<Found> => ({
      ...(await this.repository.find(
        { matching, exact: exactly(words), comparableTitle: toComparableTitle(words), ...scope },
        paging,
      )),
      corrected,
    });
    const typed = withBeginnings(words, await this.repository.wordsBeginningWith(words.flat(), MAX_BEGINNINGS));
    if (typed.every(isKnownExactly)) {
      const found = await run(allOf(typed), false);
      if (found.total > 0) return found;
    }
    // Words that are known stay as they are at first; if they don't meet in any file, they may be mistyped as well.
    const unknown = typed.filter((word) => !isKnownExactly(word));
    const attempts = unknown.length > 0 && unknown.length < typed.length ? [unknown, typed] : [typed];
    for (const suspects of attempts) {
      const corrected = (await this.correct(typed, suspects)).filter(isKnown);
      if (corrected.length === 0) continue;
      const found = await run(allOf(corrected), true);
      if (found.total > 0) return found;
      if (suspects === typed && corrected.length > 1) return run(allButOneOf(corrected), true);
    }
    return { items: [], total: 0, corrected: false };
  }

  private async correct(words: readonly QueryWord[], suspects: readonly QueryWord[]): Promise<QueryWord[]> {
    const chosen = [...suspects].sort((a, b) => b.forms[0].length - a.forms[0].length).slice(0, MAX_CORRECTED);
    const candidates = chosen.map(({ forms }) => ({ typed: forms[0], meant: new Set(likelyMeant(forms)) }));
    const known = await this.repository.knownAmong([...new Set(candidates.flatMap(({ meant }) => [...meant]))]);
    const near = candidates.flatMap(({ typed, meant }) =>
      known.filter(({ word }) => meant.has(word)).map((word) => ({ typed, ...word })),
    );
    const corrected = new Map(chosen.map((word) => [word, withCorrections(word, near)]));
    const stillUnknown = chosen.filter((word) => corrected.get(word) === word && word.forms[0].length >= 7);
    if (stillUnknown.length > 0) {
      const alike = await this.repository.wordsAlike(
        stillUnknown.map(({ forms }) => forms[0]),
        MAX_ALIKE,
      );
      for (const word of stillUnknown) corrected.set(word, withCorrections(word, alike));
    }
    return words.map((word) => corrected.get(word) ?? word);
  }
}

const clamp = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, Number.isFinite(value) ? Math.trunc(value) : min));
