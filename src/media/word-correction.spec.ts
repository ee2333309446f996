import { countErrors } from '../common/typing-errors';
import { forgivenErrors, wordsOneErrorAway } from './word-correction';

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

  it('forgives more in longer words, and nothing in the shortest', () => {
    expect([1, 2, 3, 6, 7, 30].map(forgivenErrors)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
