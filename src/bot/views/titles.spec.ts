import { inline, listTitle, shorten } from './titles';

describe('titles on screens', () => {
  it('are cut at whole characters, with a mark', () => {
    expect(shorten('short', 10)).toBe('short');
    expect(shorten('exactly ten', 11)).toBe('exactly ten');
    expect(shorten('a longer title', 9)).toBe('a longer…');
    expect(shorten('👩‍👩‍👧‍👦'.repeat(5), 3)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  });

  it('stay on one line', () => {
    expect(inline('  two\n\nlines\t here ', 40)).toBe('two lines here');
  });

  it('are cut quickly however long they are', () => {
    expect(shorten('z\u0301'.repeat(1_000_000), 5)).toBe('z\u0301z\u0301z\u0301z\u0301…');
  });

  it('can not turn the text around them into another direction', () => {
    expect(inline('abc\u202Egpj.exe', 40)).toBe('abcgpj.exe');
    expect(inline('مرحبا', 40)).toBe('\u2068مرحبا\u2069');
    expect(inline('plain', 40)).toBe('plain');
  });

  it('leave out the suffix that every title carries', () => {
    expect(listTitle({ title: 'Guide - Bellhop' }, 'Bellhop', 40)).toBe('Guide');
    expect(listTitle({ title: 'Guide - Other' }, 'Bellhop', 40)).toBe('Guide - Other');
  });
});
