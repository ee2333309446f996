import { countErrors, forgivenErrors, wordsOneErrorAway } from './word-correction';

describe('correcting words', () => {
  it.each(['ktob', 'kiotb', 'kitobb', 'kitop', 'itob', 'kitbo'])('knows %s as one error from kitob', (typed) => {
    expect(wordsOneErrorAway(typed)).toContain('kitob');
    expect(countErrors(typed, 'kitob', 2)).toBe(1);
  });

  it('lists only words at exactly one error', () => {
    const words = wordsOneErrorAway('kitob');
    expect(new Set(words).size).toBe(words.length);
    expect(words.every((word) => countErrors('kitob', word, 1) === 1)).toBe(true);
  });

  it.each([
    ['kitoblar', 'kitablra', 2],
    ['', 'ab', 2],
    ['same', 'same', 0],
    ['ca', 'abc', null],
    ['kitob', 'daftar', null],
  ])('counts the errors between %s and %s', (typed, meant, errors) => {
    expect(countErrors(typed, meant, 2)).toBe(errors);
  });

  it('forgives more in longer words, and nothing in the shortest', () => {
    expect([1, 2, 3, 6, 7, 30].map(forgivenErrors)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
