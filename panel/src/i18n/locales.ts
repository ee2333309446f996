import type { Messages } from './en';

export const locales = ['uz', 'ru', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Each language by its own name. */
export const languageNames: Readonly<Record<Locale, string>> = { uz: 'Oʻzbekcha', ru: 'Русский', en: 'English' };

const LOADERS: Readonly<Record<Locale, () => Promise<{ default: Messages }>>> = {
  uz: () => import('./uz'),
  ru: () => import('./ru'),
  en: () => import('./en'),
};

export const loadMessages = async (locale: Locale): Promise<Messages> => (await LOADERS[locale]()).default;

/** What was chosen here before, else what the browser asks for, else English. */
export function firstLocale(chosen: unknown, wished: readonly string[]): Locale {
  const isKnown = (name: unknown): name is Locale => locales.some((known) => known === name);
  if (isKnown(chosen)) return chosen;
  return wished.map((tag) => tag.split('-')[0]).find(isKnown) ?? 'en';
}
