import { guessLanguage } from './language';

describe('guessLanguage', () => {
  it.each([
    ['uz', 'uz'],
    ['uz-Latn-UZ', 'uz'],
    ['ru', 'ru'],
    ['RU_ru', 'ru'],
    ['kk', 'ru'],
    ['be', 'ru'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['pt-br', 'en'],
  ] as const)('answers %s with %s', (code, language) => {
    expect(guessLanguage(code, 'uz')).toBe(language);
  });

  it('falls back when Telegram tells nothing', () => {
    expect(guessLanguage(undefined, 'uz')).toBe('uz');
    expect(guessLanguage('', 'ru')).toBe('ru');
  });
});
