/** The languages every text exists in. */
export const languages = ['uz', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** BCP 47 locales for `Intl`. Uzbek is written in Latin script here. */
export const intlLocales: Record<Language, string> = { uz: 'uz-Latn-UZ', ru: 'ru-RU', en: 'en-GB' };

/** Interface languages whose speakers, of the three we have, most often read Russian. */
const READ_RUSSIAN = new Set(['ru', 'be', 'kk', 'ky', 'tg', 'tt', 'ba', 'hy', 'az']);

/**
 * The first guess for somebody new, from the `language_code` of their Telegram app (an IETF tag such as `en-GB`, or
 * absent). They can change it at any time with `/language`.
 */
export function guessLanguage(languageCode: string | undefined, fallback: Language): Language {
  const primary = languageCode?.toLowerCase().split(/[-_]/, 1)[0];
  if (!primary) return fallback;
  if (isLanguage(primary)) return primary;
  return READ_RUSSIAN.has(primary) ? 'ru' : 'en';
}
