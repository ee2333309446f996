import { countErrors } from './typing-errors';

describe('typing errors', () => {
  it.each([
    ['A100', 'A100', 0],
    ['A10', 'A100', 1],
    ['A1000', 'A100', 1],
    ['A1O0', 'A100', 1],
    ['A010', 'A100', 1],
    ['', 'AB', 2],
    ['kitoblar', 'kitablra', 2],
    ['KITTEN', 'SITTING', null],
    ['ca', 'abc', null],
    ['kitob', 'daftar', null],
  ])('between %s and %s are %s, up to two', (left, right, errors) => {
    expect(countErrors(left, right, 2)).toBe(errors);
    expect(countErrors(right, left, 2)).toBe(errors);
  });

  it('are counted up to the limit that is asked for', () => {
    expect(countErrors('KITTEN', 'SITTING', 3)).toBe(3);
    expect(countErrors('A10', 'A100', 0)).toBeNull();
  });
});
