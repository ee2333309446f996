import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { I18nProvider } from 'react-admin';
import { answerIn } from '../api/send';
import { languageNames, type Locale, loadMessages, locales } from '../i18n/locales';

/** The texts of the panel. What is read first is loaded before anything is drawn; another language when it is chosen. */
export async function i18nProviderFor(locale: Locale): Promise<I18nProvider> {
  const first = await loadMessages(locale);
  enter(locale);
  const provider = polyglotI18nProvider(
    (wanted) => (wanted === locale ? first : loadMessages(wanted as Locale)),
    locale,
    locales.map((name) => ({ locale: name, name: languageNames[name] })),
    // What the application says in a problem document is a text already, and passes for one here.
    { allowMissing: true },
  );
  return {
    ...provider,
    async changeLocale(wanted) {
      await provider.changeLocale(wanted);
      enter(wanted);
    },
  };
}

function enter(locale: string): void {
  answerIn(locale);
  document.documentElement.lang = locale;
}
