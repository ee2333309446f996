/**
 * How text becomes searchable words, the same way for what is stored and for what is asked. Everything is folded to
 * plain Latin, so that scripts, apostrophes, case and diacritics don't matter: `Oʻzbek китоби` → `ozbek`, `kitobi`.
 */

/** Longer words are cut: nobody types them, and an index entry has a limit. */
const MAX_WORD_LENGTH = 40;

/**
 * One word in all the spellings it is found by; the first is the one that titles are compared in. There are two only
 * where Cyrillic leaves the sound open: `ё` is written `е` as often as `yo`, and a leading `е` is heard as `ye`.
 */
export type SearchWord = readonly [string, ...string[]];

/** Russian and Uzbek letters in Uzbek Latin, without its apostrophes; `х` is `x` and `ж` is `j`, see `DIGRAPHS`. */
const CYRILLIC = new Map(
  Object.entries({
    ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'j', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l' },
    ...{ м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'x', ц: 'ts', ч: 'ch', ш: 'sh' },
    ...{ щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
    ...{ ғ: 'g', қ: 'q', ҳ: 'h', ў: 'o' },
    ...{ і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ә: 'a', ң: 'n', ө: 'o', ү: 'u', ұ: 'u', һ: 'h' },
  }),
);

/** Letters that decomposition does not take apart. */
const LATIN = new Map(Object.entries({ ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ð: 'd' }));

/** How Russian is typed in Latin letters, folded to the Uzbek spelling: `zhurnal` → `jurnal`, `kherson` → `xerson`. */
const DIGRAPHS = /kh|zh/g;

/** Every sign that stands for an Uzbek apostrophe, or for one in English; `oʻ`, `o‘`, `o'` and `o` are one. */
const APOSTROPHES = /['`´ʹʻʼʽˈ‘’‛′＇]/g;
const WORD = /[\p{L}\p{N}]+/gu;

/**
 * The distinct words of a text in their order, at most `limit`. Pure; any input is fine, and the work is bounded by
 * what is cut first: a text longer than 4096 characters is read no further.
 */
export function toSearchWords(text: string, limit: number): SearchWord[] {
  // Apostrophes first: compatibility forms turn some of them into spaces.
  const lower = text.slice(0, 4096).replace(APOSTROPHES, '').normalize('NFKC').toLowerCase();
  // Composed, so that `й` and `ў` outlive the removal of marks; invisible characters go with the marks.
  const plain = lower.normalize('NFC').replace(/[\p{M}\p{Cf}]/gu, '');
  const words = new Map<string, SearchWord>();
  for (const match of plain.matchAll(WORD)) {
    const word = spellings(match[0]);
    if (word[0] !== '') words.set(word[0], word);
    if (words.size >= limit) break;
  }
  return [...words.values()];
}

/** A title in the form two titles are compared in. */
export function toComparableTitle(words: readonly SearchWord[]): string {
  return words.map(([first]) => first).join(' ');
}

function spellings(raw: string): SearchWord {
  const plain = fold(raw);
  const open = raw.startsWith('е') || raw.includes('ё') ? fold(raw.replace(/^е/, 'ye').replaceAll('ё', 'yo')) : plain;
  // Latin `yetti` meets Cyrillic `етти` whichever way either was stored.
  const closed = plain.startsWith('ye') ? plain.slice(1) : plain;
  const [first, ...others] = [...new Set([closed, plain, open])];
  return [first ?? plain, ...others];
}

function fold(word: string): string {
  const latin = Array.from(word, (letter) => CYRILLIC.get(letter) ?? LATIN.get(letter) ?? letter).join('');
  const stripped = latin.normalize('NFKD').replace(/\p{M}/gu, '');
  const folded = stripped.replace(DIGRAPHS, (pair) => (pair === 'kh' ? 'x' : 'j')).replace(/[^\p{L}\p{N}]/gu, '');
  return Array.from(folded).slice(0, MAX_WORD_LENGTH).join('');
}
