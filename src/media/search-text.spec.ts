import { toComparableTitle, toSearchWords } from './search-text';

const comparable = (text: string): string => toComparableTitle(toSearchWords(text, 32));
const meets = (a: string, b: string): boolean => {
  const forms = toSearchWords(a, 1).flat();
  return toSearchWords(b, 1)
    .flat()
    .some((form) => forms.includes(form));
};

describe('folding text to searchable words', () => {
  it.each([
    ['kitob', 'китоб'],
    ['Oʻzbek tili', 'Ўзбек тили'],
    ['gʻisht', 'ғишт'],
    ['maʼno', 'маъно'],
    ['shahar choyxona', 'шаҳар чойхона'],
    ['qoʻshiq', 'қўшиқ'],
    ['Война и мир', 'voyna i mir'],
    ['журнал', 'jurnal'],
    ['zhurnal', 'журнал'],
    ['Café Ünïcödé', 'cafe unicode'],
    ['Straße', 'strasse'],
    ['ＡＢＣ１２', 'abc12'],
    ['moloko', 'молоко́'],
  ])('%s and %s are the same', (a, b) => {
    expect(comparable(a)).toBe(comparable(b));
  });

  it.each(["o'zbek", 'o`zbek', 'o‘zbek', 'o’zbek', 'oʻzbek', 'oʼzbek', 'o´zbek', 'ozbek'])(
    'the apostrophe in %s makes no difference',
    (word) => {
      expect(comparable(word)).toBe('ozbek');
    },
  );

  it.each([
    ['ёлка', 'елка'],
    ['ёлка', 'yolka'],
    ['елка', 'yelka'],
    ['ещё', 'еще'],
    ['етти', 'yetti'],
    ['Ельцин', 'Yeltsin'],
    ['Ельцин', 'eltsin'],
    ['зелёный', 'зеленый'],
    ['зелёный', 'zelyonyy'],
  ])('%s is found by %s', (stored, typed) => {
    expect(meets(stored, typed)).toBe(true);
  });

  it('keeps letters apart that only look alike to a machine', () => {
    expect(comparable('й')).toBe('y');
    expect(comparable('и')).toBe('i');
    expect(comparable('ў')).toBe('o');
    expect(comparable('у')).toBe('u');
  });

  it('splits at everything that is no letter or digit, and drops repetitions', () => {
    expect(comparable('Final_v2 (2024).PDF — final')).toBe('final v2 2024 pdf');
  });

  it('finds nothing in blank and symbol-only text', () => {
    for (const text of ['', '   ', '!!! 🎉 %_\\ \'"', '\u200b\u0301', '-- ; DROP']) {
      expect(toSearchWords(text, 8).every(([first]) => /^[\p{L}\p{N}]+$/u.test(first))).toBe(true);
    }
    expect(toSearchWords('!!! 🎉', 8)).toEqual([]);
  });

  it('is bounded in words and in their length', () => {
    expect(toSearchWords('a1 b2 c3 d4', 2)).toHaveLength(2);
    expect(toSearchWords('x'.repeat(1_000_000), 8)[0]?.[0]).toHaveLength(40);
  });
});
