import { checkSeries, SeriesPattern } from './series-pattern';

describe('the pattern of a series', () => {
  it.each(['[A-Z]{2}-\\d{4}', '(?i)lot ?\\d+', '\\p{L}+', '(a|b)*'])('may be %s', (source) =>
    expect(SeriesPattern.parse(source)).not.toBeNull(),
  );

  it.each(['', ' ', '[', '(?=a)b', '(a)\\1', '((a{100}){100}){100}', 'a'.repeat(101)])('can not be %j', (source) =>
    expect(SeriesPattern.parse(source)).toBeNull(),
  );

  it('must match the whole series', () => {
    const pattern = SeriesPattern.parse('\\d{4}');
    expect(pattern?.accepts('2024')).toBe(true);
    expect(pattern?.accepts('12024')).toBe(false);
  });

  it('decides patterns that would keep a backtracking matcher busy for ever', () => {
    expect(checkSeries('a'.repeat(64), '(a+)+b')).toEqual({ valid: false, problem: 'pattern' });
    expect(checkSeries('a'.repeat(64), '(.*)*=(.*)*=')).toEqual({ valid: false, problem: 'pattern' });
  });
});

describe('a series that somebody typed', () => {
  it.each([
    ['  AB  12 ', 'AB 12'],
    ['A\u200bB', 'A B'],
    ['2024\n', '2024'],
  ])('%j is tidied to %j', (typed, series) => expect(checkSeries(typed, null)).toEqual({ valid: true, series }));

  it.each([
    [' \n ', 'blank'],
    ['\u0000', 'blank'],
    ['x'.repeat(65), 'tooLong'],
    ['12', 'pattern'],
  ])('%j is refused as %s', (typed, problem) =>
    expect(checkSeries(typed, '\\d{4}')).toEqual({ valid: false, problem }),
  );

  it('is taken when a stored pattern can no longer be read', () => {
    expect(checkSeries('2024', '[')).toEqual({ valid: true, series: '2024' });
  });
});
