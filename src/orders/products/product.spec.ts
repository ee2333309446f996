import { normaliseCode, readCaptionCode } from './product';

describe('a product code', () => {
  it.each([
    ['a100', 'A100'],
    [' #mug-l ', 'MUG-L'],
    ['Ａ１００', 'A100'],
    ['9_x', '9_X'],
  ])('is read from "%s"', (typed, code) => expect(normaliseCode(typed)).toBe(code));

  it.each(['', '#', '-A', 'A 100', 'А100 (кириллица)', 'x'.repeat(33), 'A/1', "A';--"])('is not in "%s"', (typed) =>
    expect(normaliseCode(typed)).toBeNull(),
  );
});

describe('the code a caption begins with', () => {
  it.each([
    ['A100', 'A100', false],
    ['#a100 please', 'A100', true],
    ['A100: two of them', 'A100', false],
    ['\n a100\nfor Ann', 'A100', false],
    ['Hello there', 'HELLO', false],
  ])('of %j is %s', (caption, code, isMarked) => expect(readCaptionCode(caption)).toEqual({ code, isMarked }));

  it.each([undefined, '', '🎁 A100', '(A100)', 'фото', `${'A'.repeat(40)} x`])('is missing in %j', (caption) =>
    expect(readCaptionCode(caption)).toBeNull(),
  );
});
