import { closestCodes, typingDistance } from './closest-codes';

describe('distance between what was typed and a code', () => {
  it.each([
    ['A100', 'A100', 0],
    ['A10', 'A100', 1],
    ['A1000', 'A100', 1],
    ['A1O0', 'A100', 1],
    ['A010', 'A100', 1],
    ['', 'AB', 2],
    ['KITTEN', 'SITTING', 3],
  ])('%s to %s is %d', (left, right, distance) => {
    expect(typingDistance(left, right)).toBe(distance);
    expect(typingDistance(right, left)).toBe(distance);
  });
});

describe('codes offered for a mistyped one', () => {
  const codes = ['A100', 'A101', 'A200', 'B100', 'MUG-L', 'MUG-S', 'X1'];

  it('come nearest first, at most three', () => {
    expect(closestCodes('A10', codes)).toEqual(['A100', 'A101']);
    expect(closestCodes('A109', codes)).toEqual(['A100', 'A101', 'A200']);
    expect(closestCodes('MUGL', codes)).toEqual(['MUG-L', 'MUG-S']);
  });

  it('are none when nothing is near', () => {
    expect(closestCodes('ZEBRA', codes)).toEqual([]);
    expect(closestCodes('Y2', codes)).toEqual([]);
  });
});
