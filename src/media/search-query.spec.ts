import { allButOneOf, allOf, likelyMeant, withBeginnings, withCorrections } from './search-query';
import { toSearchWords } from './search-text';

const word = (typed: string, ...files: [string, number][]) =>
  withBeginnings(
    toSearchWords(typed, 1),
    files.map(([known, count]) => ({ typed, word: known, files: count })),
  )[0] ?? { forms: [typed] as const, alternatives: [] };
const known = (typed: string, ...words: string[]) => words.map((one, n) => ({ typed, word: one, files: n + 1 }));

describe('a search query', () => {
  it('asks for every word, each as typed or as one that begins with it', () => {
    const query = allOf([word('kitob', ['kitob', 5], ['kitobi', 9]), word('mir')]);
    expect(query).toBe("('kitob' | 'kitobi') & ('mir')");
  });

  it('asks for all spellings of a word', () => {
    expect(allOf([word('ёлка')])).toBe("('elka' | 'yolka')");
  });

  it('can leave out any one of three words, and the more common of two', () => {
    const [a, b, c] = [word('aa', ['aa', 5]), word('bb', ['bb', 2]), word('cc', ['cc', 9])];
    expect(allButOneOf([a, b, c])).toBe("(('bb') & ('cc')) | (('aa') & ('cc')) | (('aa') & ('bb'))");
    expect(allButOneOf([a, b])).toBe("('bb')");
  });

  it('corrects to the nearest words only', () => {
    const corrected = withCorrections(word('kitoblra'), known('kitoblra', 'kitoblar', 'kitobla', 'kitob', 'daftarlar'));
    expect(corrected.alternatives.map((one) => one.word)).toEqual(['kitobla', 'kitoblar']);
  });

  it('takes a shorter stem when nothing is nearer', () => {
    const corrected = withCorrections(word('kitoblarni'), known('kitoblarni', 'kitob', 'kino'));
    expect(corrected.alternatives.map((one) => one.word)).toEqual(['kitob']);
  });

  it('leaves a word alone that nothing resembles', () => {
    const lost = word('kitob');
    expect(withCorrections(lost, known('kitob', 'daftar'))).toBe(lost);
  });

  it('looks up a bounded number of words, and none for the shortest', () => {
    expect(likelyMeant(['ab'])).toEqual([]);
    expect(likelyMeant(['x'.repeat(40)]).length).toBeLessThan(10);
    expect(likelyMeant(['abcdefghijklmnopqrstuvwx']).length).toBeLessThan(2000);
  });
});
