import { closestCodes } from './closest-codes';

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
