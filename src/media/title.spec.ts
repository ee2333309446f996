import { TitleMissing } from './media.errors';
import { addSuffix, normaliseTags, toBareTitle } from './title';

describe('titles', () => {
  it('lose the suffix however often and in whatever case it is there, and get it once', () => {
    for (const title of ['Guide', 'Guide - My Bot', 'Guide - MY BOT - my bot', '  Guide \n - My Bot ']) {
      expect(addSuffix(toBareTitle(title, 'My Bot'), 'My Bot')).toBe('Guide - My Bot');
    }
  });

  it('keep a suffix that only resembles the bot’s name', () => {
    expect(toBareTitle('Guide - My Bottle', 'My Bot')).toBe('Guide - My Bottle');
  });

  it('get no suffix from a bot without a readable name', () => {
    expect(addSuffix(toBareTitle('Guide', '\u200b'), '\u200b')).toBe('Guide');
  });

  it('keep every script and emoji whole, and are cut at 200 characters', () => {
    expect(toBareTitle('دليل 📚 Qoʻllanma', 'Bot')).toBe('دليل 📚 Qoʻllanma');
    expect(Array.from(toBareTitle('📚'.repeat(5000), 'Bot'))).toHaveLength(200);
  });

  it.each(['', ' \t\n', '\u202e\u2066', ' - Bot'])('are missing in %j', (text) => {
    expect(() => toBareTitle(text, 'Bot')).toThrow(TitleMissing);
  });
});

describe('tags', () => {
  it('are single lines without their hash, once each, bounded in number and length', () => {
    expect(normaliseTags(['#Roman', 'ROMAN', ' # a\nb ', '', '##'])).toEqual(['Roman', 'a b']);
    expect(normaliseTags(Array.from({ length: 100 }, (_, n) => `tag${n}`))).toHaveLength(20);
    expect(normaliseTags(['x'.repeat(500)])[0]).toHaveLength(40);
  });
});
