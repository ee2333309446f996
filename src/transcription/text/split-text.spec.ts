import { MESSAGE_LIMIT, splitText } from './split-text';

describe('splitText', () => {
  it.each([
    ['', 10, []],
    ['   ', 10, []],
    ['just fits.', 10, ['just fits.']],
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 8, ['one two', 'three']],
    ['one  two\n\nthree', 5, ['one', 'two', 'three']],
    ['abcdefghij klm', 4, ['abcd', 'efgh', 'ij', 'klm']],
    ['😀😀😀', 3, ['😀', '😀', '😀']],
  ])('cuts %j at %i into %j', (text, limit, pieces) => {
    expect(splitText(text, limit)).toEqual(pieces);
  });

  it('loses no word of a long text and keeps every piece within Telegram’s limit', () => {
    const words = Array.from({ length: 5_000 }, (_, index) => `сўз${index}😀`);
    const pieces = splitText(words.join(' '));
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(MESSAGE_LIMIT);
    expect(pieces.join(' ').split(' ')).toEqual(words);
  });
});
